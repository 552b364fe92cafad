#include "workloads/arrays/byte_source.hpp"

#include <zlib.h>

#include <algorithm>

namespace engram::workloads {

ByteSource::ByteSource(const std::filesystem::path& file) : file_(file.string()) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(file, ignored)) stream_ = gzopen(file.c_str(), "rb");
  if (stream_ == nullptr) throw FileFault(file_ + ": cannot be opened for reading");
}

ByteSource::~ByteSource() {
  gzclose(stream_);
}

std::size_t ByteSource::read(unsigned char* to, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const auto wanted = static_cast<unsigned>(std::min<std::size_t>(size - done, 1U << 30));
    const int got = gzread(stream_, to + done, wanted);
    int error = Z_OK;
    const std::string why = gzerror(stream_, &error);
    if (got < 0 || error == Z_BUF_ERROR) {
      throw FileFault(file_ + ": byte " + std::to_string(gzoffset(stream_)) +
                      ": the compressed data " +
                      (error == Z_BUF_ERROR ? "ends too early" : "is damaged (" + why + ")"));
    }
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  offset_ += done;
  return done;
}

}  // namespace engram::workloads
