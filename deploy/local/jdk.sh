# Finds a JDK 25 or newer on this machine; sourced by ./mall and .ci/run.

# A directory is one if its release file says so.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local major
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$major" ] && [ "$major" -ge 25 ]
}

javac_home() {
  local javac
  javac=$(command -v javac) || return 0
  dirname "$(dirname "$(readlink -f "$javac")")"
}

# Prints its directory; says what is missing, and fails, where there is none.
find_jdk_25() {
  local candidate
  for candidate in \
    "${JAVA_HOME:-}" \
    "$(javac_home)" \
    /usr/lib/jvm/* \
    /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  echo "WineMall needs a JDK 25 or newer: install one, or set JAVA_HOME to it." >&2
  return 1
}
