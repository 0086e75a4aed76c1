# How the agent is kept running on Linux: by systemd where that is what runs the machine.
state=/var/lib/$KIT_ID
unit=/etc/systemd/system/$KIT_ID.service
NODE_HINT='https://nodejs.org/en/download'
RESTIC_HINT='apt-get install restic, dnf install restic'

install_service() {
  if [ ! -d /run/systemd/system ]; then
    service=no
    tell "systemd ne tourne pas ici : aucun service n'est installé." "systemd does not run here: no service is installed."
    return
  fi
  cp -- "$here/$KIT_ID.service" "$unit"
  systemctl daemon-reload
  systemctl enable --quiet "$KIT_ID.service"
  systemctl restart "$KIT_ID.service"
  tell "Le service $KIT_ID est en marche." "The service $KIT_ID is running."
}

remove_service() {
  [ -f "$unit" ] || return 0
  if [ -d /run/systemd/system ]; then systemctl disable --quiet --now "$KIT_ID.service"; fi
  rm -f -- "$unit"
  if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
}
