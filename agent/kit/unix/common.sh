# What install.sh and uninstall.sh share. Read after kit.sh.
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
  fr*) lang=fr ;;
  en*) lang=en ;;
  *) lang=$KIT_LOCALE ;;
esac
KIT_CONFIG=configuration.yaml
program=/opt/$KIT_ID
command=/usr/local/bin/$KIT_ID

# Says the French or the English sentence.
tell() { if [ "$lang" = fr ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }
ask() { if [ "$lang" = fr ]; then printf '%s' "$1"; else printf '%s' "$2"; fi; }

# Says why it ends, and whom to call.
stop() {
  tell "$1" "$2" >&2
  [ -z "$KIT_SUPPORT" ] || tell "Assistance $KIT_PRODUCT : $KIT_SUPPORT" "$KIT_PRODUCT support: $KIT_SUPPORT" >&2
  exit 1
}

# A text as one word of a shell.
quoted() { printf '%s\n' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"; }

# Puts the agent into everybody's PATH, unless another program is called like it.
link_command() {
  mkdir -p /usr/local/bin
  if [ ! -e "$command" ] || [ "$(readlink "$command" || true)" = "$program/$KIT_ID" ]; then
    ln -sf "$program/$KIT_ID" "$command"
  fi
}
