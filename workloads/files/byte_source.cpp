#include "workloads/files/byte_source.hpp"

#include <algorithm>
#include <cstring>

namespace engram::workloads {

ByteSource::ByteSource(const std::filesystem::path& file, std::uint64_t offset)
    : file_(file), begin_(offset) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) throw FileFault(file.string() + ": no such file");
  if (!std::filesystem::is_regular_file(status)) {
    throw FileFault(file.string() + ": cannot be opened for reading: not a file");
  }
  size_ = std::filesystem::file_size(file, error);
  stream_.open(file, std::ios::binary);
  if (error || !stream_ || !stream_.seekg(static_cast<std::streamoff>(offset))) {
    throw FileFault(file.string() + ": cannot be opened for reading");
  }
  buffer_.resize(kBuffer);
}

void ByteSource::fail(std::uint64_t offset, const std::string& what) const {
  throw FileFault(file_.string() + ": byte " + std::to_string(offset) + ": " + what);
}

void ByteSource::refill() {
  std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
  begin_ += at_;
  end_ -= at_;
  at_ = 0;
  stream_.read(reinterpret_cast<char*>(buffer_.data() + end_),
               static_cast<std::streamsize>(kBuffer - end_));
  end_ += static_cast<std::size_t>(stream_.gcount());
  if (stream_.bad()) fail(begin_ + end_, "the file cannot be read");
}

bool ByteSource::refill_for(std::size_t bytes, const char* what) {
  refill();
  if (end_ >= bytes) return true;
  if (end_ == 0) return false;
  fail(begin_, std::string("the file ends inside ") + what + " (found " + std::to_string(end_) +
                   " bytes, expected " + std::to_string(bytes) + ")");
}

std::span<const unsigned char> ByteSource::peek(std::size_t count) {
  if (end_ - at_ < count) refill();
  return {buffer_.data() + at_, std::min(count, end_ - at_)};
}

const unsigned char* ByteSource::need(std::size_t bytes, const char* what) {
  const unsigned char* first = record(bytes, what);
  if (first == nullptr) {
    fail(offset(), std::string("the file ends before ") + what + " (expected " +
                       std::to_string(bytes) + " bytes)");
  }
  return first;
}

void ByteSource::skip(std::uint64_t count, const char* what) {
  if (count > left()) {
    fail(offset(), std::string("the file ends inside ") + what + " (found " +
                       std::to_string(left()) + " bytes, expected " + std::to_string(count) + ")");
  }
  if (count <= end_ - at_) {
    at_ += static_cast<std::size_t>(count);
    return;
  }
  begin_ = offset() + count;
  at_ = end_ = 0;
  stream_.clear();
  stream_.seekg(static_cast<std::streamoff>(begin_));
}

}  // namespace engram::workloads
