#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/fuzz/fuzz_target.hpp"

/// One program for all targets: `fuzz_readers --target=NAME [libFuzzer's arguments]`, or `--list`.
/// libFuzzer leaves arguments with two dashes to us.
namespace {

const engram::fuzz::FuzzTarget* chosen = nullptr;

void list_targets() {
  for (const auto& target : engram::fuzz::fuzz_targets()) std::puts(target.name.c_str());
}

}  // namespace

/// libhdf5 leaks on damaged files; our own leaks are for the sanitized unit tests.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  constexpr const char* option = "--target=";
  for (int index = 1; index < *count; ++index) {
    const char* argument = (*arguments)[index];
    if (std::strcmp(argument, "--list") == 0) {
      list_targets();
      std::exit(0);
    }
    if (std::strncmp(argument, option, std::strlen(option)) == 0) {
      chosen = engram::fuzz::find_target(argument + std::strlen(option));
    }
  }
  if (chosen == nullptr) {
    std::fprintf(stderr, "usage: fuzz_readers --target=NAME [libFuzzer options]; NAME one of\n");
    list_targets();
    std::exit(2);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({data, size});
  return 0;
}
