# Runs on the other machine, by its POSIX shell: says what is there, is told what to do, runs pathwhy, leaves nothing.
# Arguments: a word that marks the lines meant for the caller, flags for Java, how many bytes of inputs the caller will send,
# the command line.
# The caller keeps stdin open for as long as it wants the answer.
umask 077
mark=$1 flags=$2 inputs=$3
shift 3
folder= work= given=
clean() {
  [ -z "$folder" ] || rm -rf "$folder"
  [ -z "$given" ] || rm -f "$given"
}
stop() {
  [ -z "$work" ] || kill -TERM "$work" 2>/dev/null
  exit 130
}
trap clean EXIT
trap stop HUP INT TERM PIPE
refuse() {
  echo "$mark refused $*"
  exit 3
}

version=none
if command -v pathwhy >/dev/null 2>&1; then
  version=$(pathwhy --version </dev/null 2>/dev/null | head -n 1)
  version=${version#pathwhy }
fi
echo
echo "$mark here $(uname -s) $(uname -m) ${version:-none}"

# Byte by byte, as the standard demands of read: what follows the line is not touched.
IFS=" " read -r verb size digest keep || exit 0
case $verb in
  installed) run=pathwhy ;;
  send)
    cache=$HOME/.cache/pathwhy
    run=$cache/$digest/bin/pathwhy
    if [ -x "$run" ]; then
      echo "$mark kept"
    else
      if [ "$keep" = keep ]; then
        mkdir -p "$cache" || refuse "cannot make $cache"
        folder=$(mktemp -d "$cache/new.XXXXXXXX") || refuse "cannot make a folder in $cache"
      else
        folder=$(mktemp -d "${TMPDIR:-/tmp}/pathwhy.XXXXXXXX") || refuse "cannot make a temporary folder"
        # Where temporary files may not be programs, the home folder may.
        echo "#!/bin/sh" >"$folder/try" && chmod 700 "$folder/try"
        if ! "$folder/try" 2>/dev/null; then
          rm -rf "$folder"
          folder=$(mktemp -d "$HOME/.pathwhy.XXXXXXXX") || refuse "no folder for programs"
        fi
      fi
      echo "$mark go"
      head -c "$size" | tar -xf - -C "$folder" || refuse "cannot unpack in $folder"
      if [ "$keep" = keep ]; then
        [ -d "$cache/$digest" ] || mv "$folder" "$cache/$digest" || refuse "cannot keep $cache/$digest"
      else
        run=$folder/bin/pathwhy
      fi
    fi
    "${run%/bin/pathwhy}/runtime/bin/java" -version >/dev/null 2>&1 </dev/null ||
      refuse "the Java runtime of the caller does not run here: another C library, or no programs allowed"
    ;;
  *) exit 0 ;;
esac

unset PATHWHY_TOPOLOGY PATHWHY_OUTPUT PATHWHY_INPUTS
if [ "$inputs" -gt 0 ]; then
  given=$(mktemp "${TMPDIR:-/tmp}/pathwhy.XXXXXXXX") || refuse "cannot make a temporary file"
  echo "$mark inputs"
  head -c "$inputs" >"$given" || refuse "cannot write $given"
  PATHWHY_INPUTS=$given
  export PATHWHY_INPUTS
fi
PATHWHY_JAVA_OPTS="${PATHWHY_JAVA_OPTS-} $flags"
export PATHWHY_JAVA_OPTS
echo "$mark run"
exec 3<&0
"$run" "$@" </dev/null 3<&- &
work=$!
(
  # The end of stdin: the caller has had enough, or is gone.
  cat
  kill -TERM "$work"
  seconds=0
  while [ "$seconds" -lt 5 ] && kill -0 "$work"; do
    sleep 1
    seconds=$((seconds + 1))
  done
  kill -KILL "$work"
) <&3 3<&- >/dev/null 2>&1 &
watch=$!
exec 3<&- </dev/null
wait "$work"
code=$?
kill "$watch" 2>/dev/null
# Without this line the answer is not complete, whatever ssh says.
echo "$mark end $code"
exit "$code"
