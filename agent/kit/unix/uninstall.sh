#!/bin/sh
# Removes the agent of this kit from the machine. What it has backed up stays in the portal.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/kit.sh"
. "$here/common.sh"
. "$here/service.sh"

prefix=
purge=no
while [ $# -gt 0 ]; do
  case $1 in
    --prefix) [ $# -ge 2 ] || stop "--prefix attend une valeur." "--prefix needs a value."; prefix=$2; shift 2 ;;
    --purge) purge=yes; shift ;;
    --lang) [ $# -ge 2 ] || stop "--lang attend une valeur." "--lang needs a value."; lang=$2; shift 2 ;;
    -h | --help)
      tell "sh uninstall.sh [--prefix DOSSIER] [--purge]
--purge efface aussi $state : la clé, le journal et les rapports qui attendent." \
        "sh uninstall.sh [--prefix FOLDER] [--purge]
--purge also deletes $state: the key, the log and the reports that wait."
      exit 0
      ;;
    *) stop "Option inconnue : $1 (voir --help)." "Unknown option: $1 (see --help)." ;;
  esac
done

if [ -n "$prefix" ]; then
  [ -f "$prefix/$KIT_ID.mjs" ] || stop "$KIT_PRODUCT n'est pas installé dans $prefix." "$KIT_PRODUCT is not installed in $prefix."
  program=$(CDPATH='' cd -- "$prefix" && pwd)
  state=$program/state
else
  [ "$(id -u)" -eq 0 ] || stop "Lancez la désinstallation en root (sudo sh uninstall.sh)." "Run the removal as root (sudo sh uninstall.sh)."
  remove_service
  [ ! -L "$command" ] || rm -f -- "$command"
fi

# What install.sh has put there, and nothing else that may lie in the folder.
for file in "$KIT_ID" "$KIT_ID.mjs" kit.json icon.svg icon.png "$KIT_CONFIG" kit.sh common.sh service.sh uninstall.sh; do
  rm -f -- "$program/$file"
done
if [ "$purge" = yes ]; then rm -rf -- "$state"; fi
rmdir -- "$program" 2>/dev/null || true
tell "$KIT_PRODUCT est désinstallé. Les sauvegardes restent dans le portail." "$KIT_PRODUCT is removed. Its backups stay in the portal."
[ ! -d "$state" ] || tell "La clé, le journal et les rapports restent dans $state (--purge les efface)." \
  "The key, the log and the reports stay in $state (--purge deletes them)."
