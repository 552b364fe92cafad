#include "workloads/spikes/line_reader.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kFaultsShown = 20;

}  // namespace

void LineFaults::add(std::uint64_t line, const std::string& what) {
  if (found_++ >= kFaultsShown) return;
  text_ += file_ + ":" + std::to_string(line) + ": " + what + "\n";
}

void LineFaults::raise() const {
  if (found_ == 0) return;
  std::string text = text_;
  if (found_ > kFaultsShown) {
    text += file_ + ": and " + std::to_string(found_ - kFaultsShown) + " more";
  } else {
    text.pop_back();
  }
  throw FileFault(text);
}

LineReader::LineReader(const std::filesystem::path& file)
    : file_(file.string()), stream_(file, std::ios::binary) {
  if (!stream_ || std::filesystem::is_directory(file)) {
    throw FileFault(file_ + ": cannot be opened for reading");
  }
}

bool LineReader::next(std::string_view& line, LineFaults& faults) {
  stream_.getline(buffer_.data(), buffer_.size());
  const auto read = static_cast<std::size_t>(stream_.gcount());
  if (stream_.bad()) throw FileFault(file_ + ": the file cannot be read");
  if (read == 0 && !stream_) return false;
  ++number_;
  if (stream_.fail()) {
    faults.add(number_, "the line is longer than " + std::to_string(kLongestLine - 1) + " bytes");
    return false;
  }
  line = std::string_view(buffer_.data(), stream_.eof() ? read : read - 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (number_ == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  return true;
}

}  // namespace engram::workloads
