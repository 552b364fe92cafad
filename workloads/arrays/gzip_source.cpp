#include "workloads/arrays/gzip_source.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace engram::workloads {

GzipSource::GzipSource(const std::filesystem::path& file) : file_(file.string()) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(file, ignored)) stream_ = gzopen(file.c_str(), "rb");
  if (stream_ == nullptr) throw FileFault(file_ + ": cannot be opened for reading");
}

GzipSource::~GzipSource() {
  gzclose(stream_);
}

void GzipSource::fail(const std::string& what) const {
  throw FileFault(file_ + ": byte " + std::to_string(offset_) + ": " + what);
}

void GzipSource::check_stream() {
  int error = Z_OK;
  const std::string why = gzerror(stream_, &error);
  if (error == Z_OK || error == Z_STREAM_END) return;
  throw FileFault(file_ + ": byte " + std::to_string(gzoffset(stream_)) +
                  " of the compressed file: the data " +
                  (error == Z_BUF_ERROR ? "ends too early" : "is damaged (" + why + ")"));
}

std::size_t GzipSource::read(unsigned char* to, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const auto wanted = static_cast<unsigned>(std::min<std::size_t>(size - done, 1U << 30));
    const int got = gzread(stream_, to + done, wanted);
    check_stream();
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

void GzipSource::take(unsigned char* to, std::size_t size, const std::string& what) {
  const std::size_t got = read(to, size);
  if (got < size) {
    fail("the file ends inside " + what + " (found " + std::to_string(got) + " bytes, expected " +
         std::to_string(size) + ")");
  }
  offset_ += size;
}

bool GzipSource::line(std::string& text, std::size_t longest) {
  text.clear();
  std::array<char, 1 << 14> part{};
  while (gzgets(stream_, part.data(), static_cast<int>(part.size())) != nullptr) {
    const std::size_t length = std::strlen(part.data());
    const auto now = static_cast<std::uint64_t>(gztell(stream_));
    if (now - offset_ != length) fail("a NUL byte in a line of text");
    offset_ = now;
    text.append(part.data(), length);
    if (text.size() > longest) fail("a line of more than " + std::to_string(longest) + " bytes");
    if (text.back() == '\n') {
      text.pop_back();
      return true;
    }
  }
  check_stream();
  return !text.empty();
}

bool GzipSource::at_end() {
  unsigned char more = 0;
  return read(&more, 1) == 0;
}

}  // namespace engram::workloads
