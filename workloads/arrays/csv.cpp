#include <charconv>
#include <cmath>

#include "workloads/arrays/formats.hpp"
#include "workloads/arrays/gzip_source.hpp"
#include "workloads/files/csv_fields.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 26;  // bytes of a line: 2^24 short numbers

/// Lines of numbers between commas, all of one length; empty lines are passed over. A first line
/// that holds no number at all is a header.
class CsvLines {
 public:
  explicit CsvLines(const std::filesystem::path& file) : file_(file.string()), source_(file) {}

  bool next(std::vector<double>& values) {
    while (source_.line(line_, kLongest)) {
      ++number_;
      if (line_.find_first_not_of(" \t\r") == std::string::npos) continue;
      const auto fields = split_fields(line_);
      if (!begun_ && is_header(fields)) {
        begun_ = true;
        continue;
      }
      begun_ = true;
      read(fields, values);
      return true;
    }
    return false;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw FileFault(file_ + ":" + std::to_string(number_) + ": " + what);
  }

 private:
  static bool parse(std::string_view text, double& value) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && stop == text.data() + text.size() && std::isfinite(value);
  }

  static bool is_header(const std::vector<std::string_view>& fields) {
    double ignored = 0;
    for (const std::string_view field : fields) {
      if (parse(field, ignored)) return false;
    }
    return true;
  }

  void read(const std::vector<std::string_view>& fields, std::vector<double>& values) {
    values.resize(fields.size());
    for (std::size_t at = 0; at < fields.size(); ++at) {
      if (parse(fields[at], values[at])) continue;
      fail("column " + std::to_string(at + 1) + ": found '" +
           std::string(fields[at].substr(0, 40)) + "', expected a number");
    }
  }

  std::string file_;
  GzipSource source_;
  std::string line_;
  std::uint64_t number_ = 0;
  bool begun_ = false;
};

/// The number of lines is known at the end only, so the file is read twice.
class CsvReader final : public ArrayReader {
 public:
  explicit CsvReader(const std::filesystem::path& file) : lines_(file) {
    CsvLines counted(file);
    std::vector<double> values;
    std::uint64_t lines = 0, columns = 0;
    for (; counted.next(values); ++lines) {
      if (lines == 0) columns = values.size();
      if (values.size() == columns) continue;
      counted.fail("found " + std::to_string(values.size()) + " numbers, expected " +
                   std::to_string(columns) + " as in the lines before");
    }
    if (lines == 0) throw FileFault(file.string() + ": holds no line of numbers");
    const std::string wrong = set_shape({lines, columns});
    if (!wrong.empty()) throw FileFault(file.string() + ": " + wrong);
  }

  std::vector<double> next() override {
    std::vector<double> values;
    if (!lines_.next(values) || values.size() != slice_size()) {
      lines_.fail("the file has changed while it was read");
    }
    ++read_;
    return values;
  }

 private:
  CsvLines lines_;
};

}  // namespace

std::unique_ptr<ArrayReader> open_csv(const std::filesystem::path& file) {
  return std::make_unique<CsvReader>(file);
}

}  // namespace engram::workloads
