#include "tests/fuzz/input_file.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace engram::fuzz {
namespace {

std::filesystem::path folder() {
  const std::filesystem::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

}  // namespace

InputFile::InputFile(Bytes bytes)
    : path_(folder() / ("engram_fuzz_" + std::to_string(::getpid()))) {
  std::ofstream stream(path_, std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (stream) return;
  std::perror("fuzz: no file for the input");
  std::exit(1);  // no find of a reader
}

InputFile::~InputFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace engram::fuzz
