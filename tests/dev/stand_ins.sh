# shellcheck shell=bash disable=SC2016,SC2154  # bodies of stand-ins expand when they run
# Stand-ins for the programs that ./dev calls, in a made-up tree. Sourced by dev_test.sh.
#
# make_tree makes $tree (with ./dev, .ci/ and a made-up build/release/engram) and $bin, the only folder
# on PATH: the few programs of a bare Debian as links, and one stand-in for each tool. A stand-in
# notes its call in $tree/calls, then does what the variables say:
#   INSTALLED        names that dpkg-query reports as installed
#   USER_ID          what id -u prints
#   FAIL             names of calls that fail ("cmake--build", "apt-get-install-once", ...)

bare_programs=(bash basename cat chmod cp dirname env grep head ln mkdir nproc readlink rm sed tail touch xargs)

make_tree() {
  tree=$(mktemp -d)
  bin=$tree/bin
  mkdir -p "$bin" "$tree/checkout/.ci" "$tree/checkout/build/release" "$tree/elsewhere"
  cp "$source_dir/dev" "$tree/checkout/dev"
  cp "$source_dir/.ci/run" "$source_dir/.ci/packages" "$tree/checkout/.ci/"
  local program
  for program in "${bare_programs[@]}"; do ln -s "$(command -v "$program")" "$bin/$program"; done
  stand_in dpkg-query "${dpkg_query_body[@]}"
  stand_in id 'echo "$USER_ID"'
  stand_in apt-get "${apt_get_body[@]}"
  stand_in cmake "${cmake_body[@]}"
  stand_in ctest 'case "$*" in *"--preset release"*) exit "${CTEST_STATUS:-0}" ;; esac'
  stand_in clang-format 'exit "${FORMAT_STATUS:-0}"'
  stand_in git "printf 'a.cpp\\0removed.cpp\\0'"
  stand_in ../checkout/build/release/engram 'echo "the table"'
  touch "$tree/checkout/a.cpp"
}

# Forgets the calls so far. There is a sudo only where $sudo_there says so.
fresh_notes() {
  rm -f "$tree/updated" "$tree/frontends" "$bin/sudo"
  if [[ -n ${sudo_there-} ]]; then stand_in sudo '"$@"'; fi
  : > "$tree/calls"
}

# stand_in NAME LINE...: a script that notes its call and runs the lines.
stand_in() {
  local name=$1
  shift
  {
    echo '#!/usr/bin/env bash'
    echo "echo \"\$(basename \"\$0\") \$*\" >> '$tree/calls'"
    printf '%s\n' "$@"
  } > "$bin/$name"
  chmod +x "$bin/$name"
}

dpkg_query_body=(
  'status=0'
  'for name in "${@:4}"; do'
  '  case " $INSTALLED " in'
  '    *" $name "*) echo "installed $name" ;;'
  '    *) status=1 ;;'
  '  esac'
  'done'
  'exit $status')

apt_get_body=(
  'echo "frontend $DEBIAN_FRONTEND" >> "$TREE/frontends"'
  'case " $* " in'
  '  *" update "*) touch "$TREE/updated" ;;'
  '  *) case " $FAIL " in'
  '       *" apt-get-install "*) echo "E: broken" >&2; exit 100 ;;'
  '       *" apt-get-install-once "*) [ -e "$TREE/updated" ] || { echo "E: unknown" >&2; exit 100; } ;;'
  '     esac ;;'
  'esac')

cmake_body=(
  'case "$* $FAIL" in'
  '  --build*" cmake--build"*) printf "%s\n" "[1/2] fine" "FAILED: a.o" "a.cpp:1: error: no such thing"; exit 1 ;;'
  '  --preset*" cmake--preset"*) echo "CMake Error: nothing found"; exit 1 ;;'
  '  --build*" cmake-warns"*) echo "a.cpp:1: warning: careful" ;;'
  'esac')
