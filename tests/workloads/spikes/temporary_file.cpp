#include "temporary_file.hpp"

#include <unistd.h>

#include <fstream>

namespace engram::workloads {

TemporaryFile::TemporaryFile(const std::string& name, const std::string& bytes)
    : path_(std::filesystem::temp_directory_path() /
            ("engram-" + std::to_string(::getpid()) + "-" + name)) {
  std::ofstream(path_, std::ios::binary) << bytes;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;  // a file left behind fails no test
  std::filesystem::remove(path_, ignored);
}

}  // namespace engram::workloads
