# How the agent is kept running on macOS: by launchd, for the whole machine.
state="/Library/Application Support/$KIT_ID"
plist=/Library/LaunchDaemons/$KIT_ID.plist
NODE_HINT='brew install node'
RESTIC_HINT='brew install restic'
# sudo leaves Homebrew's folders out.
PATH=$PATH:/opt/homebrew/bin:/usr/local/bin

install_service() {
  launchctl bootout "system/$KIT_ID" 2>/dev/null || true
  cp -- "$here/$KIT_ID.plist" "$plist"
  chown root:wheel "$plist"
  chmod 644 "$plist"
  launchctl bootstrap system "$plist" ||
    stop "launchd refuse le service ($plist)." "launchd refuses the service ($plist)."
  tell "Le service $KIT_ID est en marche." "The service $KIT_ID is running."
  tell "Pour que l'agent lise tous les dossiers : Réglages Système, Confidentialité et sécurité, Accès complet au disque, ajoutez $node." \
    "To let the agent read every folder: System Settings, Privacy & Security, Full Disk Access, add $node."
}

remove_service() {
  [ -f "$plist" ] || return 0
  launchctl bootout "system/$KIT_ID" 2>/dev/null || true
  rm -f -- "$plist"
}
