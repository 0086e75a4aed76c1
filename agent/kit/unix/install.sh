#!/bin/sh
# Installs the agent of this kit. The values of kit.sh are the brand's own; everything here is the same in every kit.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/kit.sh"
. "$here/common.sh"
. "$here/service.sh"

usage() {
  tell "$KIT_PRODUCT, installation

  sh install.sh --key CLÉ    installe l'agent, enregistre cette machine et met l'agent en service
  sh install.sh              de même, en demandant la clé d'identification

  --path DOSSIER   dossier à sauvegarder, au lieu de ceux de $KIT_CONFIG ; peut être répété
  --portal URL     adresse du portail, au lieu de $KIT_PORTAL
  --prefix DOSSIER installe tout dans ce dossier, sans être root et sans service
  --no-service     n'installe pas le service
  --lang fr|en     langue de l'agent
La clé peut aussi être donnée par la variable AGENT_KEY, invisible des autres utilisateurs." \
    "$KIT_PRODUCT, installation

  sh install.sh --key KEY    installs the agent, registers this machine and starts the agent as a service
  sh install.sh              the same, asking for the identification key

  --path FOLDER    folder to back up, in place of those of $KIT_CONFIG; may be repeated
  --portal URL     address of the portal, in place of $KIT_PORTAL
  --prefix FOLDER  installs everything in this folder, without root and without a service
  --no-service     installs no service
  --lang fr|en     language of the agent
The key can also be given in the variable AGENT_KEY, hidden from other users."
}

key=${AGENT_KEY:-}
portal=$KIT_PORTAL
prefix=
service=yes
paths=
need() { [ "$2" -ge 2 ] || stop "$1 attend une valeur." "$1 needs a value."; }
while [ $# -gt 0 ]; do
  case $1 in
    --key) need "$1" $#; key=$2; shift 2 ;;
    --portal) need "$1" $#; portal=$2; shift 2 ;;
    --prefix) need "$1" $#; prefix=$2; shift 2 ;;
    --path) need "$1" $#; paths="$paths --path $(quoted "$2")"; shift 2 ;;
    --lang) need "$1" $#; lang=$2; shift 2 ;;
    --no-service) service=no; shift ;;
    -h | --help) usage; exit 0 ;;
    *) stop "Option inconnue : $1 (voir --help)." "Unknown option: $1 (see --help)." ;;
  esac
done

# Looked at before anything is written.
if [ -n "$prefix" ]; then
  mkdir -p -- "$prefix" || stop "Impossible de créer $prefix." "Cannot create $prefix."
  program=$(CDPATH='' cd -- "$prefix" && pwd)
  state=$program/state
  service=no
elif [ "$(id -u)" -ne 0 ]; then
  stop "Lancez l'installation en root (sudo sh install.sh), ou ajoutez --prefix DOSSIER." \
    "Run the installation as root (sudo sh install.sh), or add --prefix FOLDER."
fi
node=$(command -v node || true)
[ -n "$node" ] && "$node" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 9) ? 0 : 1)' ||
  stop "Il faut Node.js 20.9 ou plus récent : $NODE_HINT" "Node.js 20.9 or newer is needed: $NODE_HINT"
restic=$(command -v "${RESTIC_BINARY:-restic}" || true)
[ -n "$restic" ] || stop "Il faut restic 0.14 ou plus récent : $RESTIC_HINT" "restic 0.14 or newer is needed: $RESTIC_HINT"

if [ -z "$key" ] && [ ! -f "$state/enrollment.json" ]; then
  [ -t 0 ] || stop "Donnez la clé d'identification de cette machine : --key kwb_..." "Give this machine's identification key: --key kwb_..."
  ask "Clé d'identification (kwb_...) : " "Identification key (kwb_...): "
  read -r key
fi

mkdir -p -- "$program"
# Each is put beside and then moved, so that an agent at work never reads half a file.
for file in "$KIT_ID.mjs" kit.json kit.sh common.sh service.sh uninstall.sh "$KIT_CONFIG"; do
  cp -- "$here/$file" "$program/$file.new"
  mv -f -- "$program/$file.new" "$program/$file"
done
for file in "$here"/icon.*; do [ ! -f "$file" ] || cp -- "$file" "$program/"; done
cat > "$program/$KIT_ID.new" <<END
#!/bin/sh
# Written by install.sh: the agent with the programs and the folder that were found at installation.
export RESTIC_BINARY=$(quoted "$restic")
export AGENT_STATE=$(quoted "$state")
exec $(quoted "$node") $(quoted "$program/$KIT_ID.mjs") "\$@"
END
chmod 755 "$program/$KIT_ID.new"
mv -f -- "$program/$KIT_ID.new" "$program/$KIT_ID"
[ -n "$prefix" ] || link_command

if [ -n "$key" ]; then
  eval "set -- $paths"
  AGENT_KEY=$key "$program/$KIT_ID" enroll --portal "$portal" --lang "$lang" "$@" || {
    tell "Les fichiers sont en place, mais la machine n'est pas enregistrée. Corrigez, puis relancez la même commande." \
      "The files are in place, but the machine is not registered. Mend it, then run the same command again." >&2
    exit 1
  }
fi

[ "$service" = no ] || install_service
tell "$KIT_PRODUCT est installé dans $program." "$KIT_PRODUCT is installed in $program."
if [ "$service" = no ]; then
  tell "Pour lancer l'agent : $program/$KIT_ID run" "To run the agent: $program/$KIT_ID run"
fi
tell "Son état : $program/$KIT_ID status" "Its state: $program/$KIT_ID status"
[ -z "$KIT_SUPPORT" ] || tell "Assistance : $KIT_SUPPORT" "Support: $KIT_SUPPORT"
