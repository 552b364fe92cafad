#!/usr/bin/env bash
# Tests of ./dev and .ci/run with stand-ins for apt-get, cmake, ctest and the rest (stand_ins.sh).
# usage: dev_test.sh SOURCE_DIR
set -uo pipefail
source_dir=$1
source "$source_dir/tests/dev/stand_ins.sh"

all_packages=$(sed -e '/^#/d' -e 's/ .*//' "$source_dir/.ci/packages" | tr '\n' ' ')
build_packages=$(sed -n -e '/^#/d' -e 's/ .* build$/ /p' "$source_dir/.ci/packages" | tr -d '\n')
build_packages=${build_packages% }
failures=0

# dev ARGS...: a call with no calls noted before. Sets $status, $output (both streams) and $calls.
dev() {
  fresh_notes
  output=$(cd "$tree/elsewhere" && env -i PATH="$bin" TREE="$tree" INSTALLED="${INSTALLED-$all_packages}" \
    USER_ID="${USER_ID-0}" FAIL="${FAIL-}" CTEST_STATUS="${CTEST_STATUS-0}" ${JOBS+ENGRAM_JOBS="$JOBS"} \
    FORMAT_STATUS="${FORMAT_STATUS-0}" "${script:-../checkout/dev}" "$@" 2>&1 < /dev/null)
  status=$?
  calls=$(cat "$tree/calls")
  frontends=$(cat "$tree/frontends" 2> /dev/null)
}

expect_status() {
  [[ $status -eq $1 ]] || report "status $status, expected $1"
}
expect() { # expect TEXT PATTERN: the text matches
  [[ $1 =~ $2 ]] || report "nothing matches: $2"
}
expect_no() {
  [[ ! $1 =~ $2 ]] || report "unexpected: $2"
}
report() {
  failures=$((failures + 1))
  printf 'FAILED %s: %s\n--- output\n%s\n--- calls\n%s\n' "${FUNCNAME[2]}" "$1" "$output" "$calls"
}

test_help_says_what_there_is() {
  dev help
  expect_status 0
  expect "$output" 'demo.*test.*format'
  dev
  expect_status 0
  dev nonsense
  expect_status 2
  expect "$output" "no command 'nonsense'"
}

test_demo_builds_the_program_and_passes_arguments() {
  dev demo --jobs 'two words'
  expect_status 0
  expect "$output" 'the table'
  expect "$calls" 'cmake --preset release -DENGRAM_BUILD_TESTS=ON'
  expect "$calls" 'cmake --build --preset release --parallel [0-9]+ --target engram'
  expect "$calls" 'engram demo --jobs two words'
  expect_no "$calls" 'apt-get|ctest'
}

test_demo_needs_no_test_packages() {
  INSTALLED=$build_packages dev demo
  expect_status 0
  expect "$calls" 'ENGRAM_BUILD_TESTS=OFF'
  expect_no "$calls" 'apt-get'
}

test_what_is_missing_is_installed_by_root() {
  INSTALLED='cmake' dev demo
  expect_status 0
  expect "$calls" "apt-get .*install -y --no-install-recommends ${build_packages/ cmake/}"$'\n'
  expect_no "$calls" 'update|libgtest-dev -|clang'
  expect "$frontends" 'frontend noninteractive'
  INSTALLED='' dev test
  expect "$calls" 'install .*cmake .*libgtest-dev'
  expect_no "$calls" 'clang'
}

test_package_lists_are_fetched_where_they_are_needed() {
  INSTALLED='' FAIL=apt-get-install-once dev demo
  expect_status 0
  expect "$calls" 'install.*update.*install.*cmake --preset'
  expect_no "$output" 'E: unknown'
  INSTALLED='' FAIL=apt-get-install dev demo
  expect_status 1
  expect "$output" 'E: broken.*apt-get install'
  expect_no "$calls" 'cmake --preset'
}

test_a_user_installs_through_sudo_or_is_told_how() {
  USER_ID=1000 INSTALLED='cmake' dev demo
  expect_status 1
  expect "$output" "apt-get update && apt-get install --no-install-recommends ${build_packages/ cmake/}"
  expect_no "$calls" 'apt-get|cmake --preset'
  sudo_there=yes USER_ID=1000 INSTALLED='cmake' dev demo
  expect_status 0
  expect "$calls" 'sudo env DEBIAN_FRONTEND=noninteractive apt-get'
  USER_ID=1000 dev demo
  expect_status 0
}

test_a_failing_build_shows_its_error() {
  FAIL=cmake--build dev demo
  expect_status 1
  expect "$output" 'error: no such thing'
  expect_no "$output" 'the table|fine'
  FAIL=cmake--preset dev test
  expect_status 1
  expect "$output" 'nothing found'
  expect_no "$calls" 'ctest'
  FAIL=cmake-warns dev demo
  expect_status 0
  expect "$output" 'warning: careful'
}

test_tests_run_without_the_extra_labels() {
  JOBS=3 dev test -R Mapping
  expect_status 0
  expect "$calls" 'cmake --build --preset release --parallel 3'
  expect "$calls" 'ctest --preset release --parallel 3 --no-tests=error'
  expect "$calls" 'label-exclude cosim\|synthesis\|browser\|slurm\|asan\|fuzz -R Mapping'
  expect_no "$calls" 'preset asan'
  CTEST_STATUS=8 dev test
  expect_status 8
}

test_all_runs_every_label_and_the_sanitizers() {
  dev test --all -- -R Mapping
  expect_status 0
  expect "$calls" 'cmake --preset release -DENGRAM_BUILD_TESTS=ON -DENGRAM_COSIM=ON.*cmake --build --preset release'
  expect_no "$calls" 'preset (asan|fuzz) [^\n]*COSIM'
  expect "$calls" 'ctest --preset release .*--label-exclude asan -R Mapping'
  expect "$calls" 'cmake --build --preset asan'
  expect "$calls" 'ctest --preset asan .*--label-exclude [a-z|]*slow[a-z|]* -R Mapping'
  CTEST_STATUS=8 dev test --all
  expect_status 8
  expect "$calls" 'ctest --preset asan'
}

test_all_runs_the_fuzzer_last() {
  CTEST_STATUS=8 dev test --all
  expect_status 8
  expect "$calls" 'ctest --preset asan.*cmake --build --preset fuzz .*ctest --preset fuzz .*--no-tests=error'
  dev test --all -R Mapping
  expect "$calls" 'ctest --preset fuzz .*--no-tests=ignore -R Mapping'
  INSTALLED="${all_packages/ clang / }" dev test --all
  expect "$calls" 'install .* clang'
  INSTALLED="${all_packages/ verilator / }" dev test --all
  expect "$calls" 'install .* verilator'
  INSTALLED="${all_packages/ yosys / }" dev test --all
  expect "$calls" 'install .* yosys'
  INSTALLED="${all_packages/ slurmd / }" dev test --all
  expect "$calls" 'install .* slurmd'
  INSTALLED="${all_packages/ verilator / }" dev test
  expect_no "$calls" 'verilator|COSIM'
  dev test
  expect_no "$calls" 'preset fuzz'
}

test_ci_runs_all_tests() {
  script=../checkout/.ci/run dev
  expect_status 0
  expect "$calls" 'ctest --preset release.*ctest --preset asan'
}

test_format_touches_what_git_knows_and_is_there() {
  dev format
  expect_status 0
  expect "$calls" 'clang-format -i a.cpp$'
  FORMAT_STATUS=1 dev format --check
  expect "$calls" 'clang-format --dry-run --Werror a.cpp$'
  [[ $status -ne 0 ]] || report 'a file that is not formatted passes'
}

test_jobs_must_be_a_number() {
  for JOBS in 0 -1 many ''; do
    dev test
    if [[ -z $JOBS ]]; then expect_status 0; else expect_status 1; fi
  done
  unset JOBS
}

make_tree
count=0
for name in $(compgen -A function test_); do
  "$name"
  count=$((count + 1))
done
rm -rf "$tree"
echo "$count tests of ./dev, $failures failures"
[[ $failures -eq 0 && $count -ge 13 ]]
