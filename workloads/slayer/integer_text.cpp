#include "workloads/slayer/integer_text.hpp"

#include <charconv>
#include <cmath>
#include <fstream>
#include <string>
#include <string_view>

namespace engram::workloads {
namespace {

constexpr std::size_t kShownFaults = 20;
/// A line with one number is short; one with a whole row of a matrix is not.
constexpr std::size_t kLongestNumber = 40;

constexpr std::string_view kBlanks = " \t\r,";

class Reader {
 public:
  Reader(const std::filesystem::path& file, std::uint64_t count, std::int64_t largest)
      : file_(file.string()), count_(count), largest_(static_cast<double>(largest)) {}

  std::vector<float> read() {
    std::error_code ignored;  // an error is no regular file either
    if (!std::filesystem::is_regular_file(file_, ignored)) {
      throw FileFault(file_ + ": no such file");
    }
    std::ifstream stream(file_);
    if (!stream) throw FileFault(file_ + ": cannot be opened");
    std::string number;
    for (char c = 0; stream.get(c);) {
      if (c != '\n' && kBlanks.find(c) == std::string_view::npos) {
        if (number.size() <= kLongestNumber) number += c;
        continue;
      }
      take(number);
      number.clear();
      if (c == '\n') ++line_;
    }
    take(number);
    if (found_ != count_) {
      note(line_,
           "found " + std::to_string(found_) + " weights, expected " + std::to_string(count_));
    }
    if (hidden_ > 0) faults_ += "\n" + file_ + ": and " + std::to_string(hidden_) + " more faults";
    if (!faults_.empty()) throw FileFault(faults_);
    return std::move(weights_);
  }

 private:
  void note(std::uint64_t line, const std::string& what) {
    if (shown_ == kShownFaults) {
      ++hidden_;
      return;
    }
    ++shown_;
    faults_ += (faults_.empty() ? "" : "\n") + file_ + ":" + std::to_string(line) + ": " + what;
  }

  void take(const std::string& text) {
    if (text.empty()) return;
    ++found_;
    double value = 0;
    const char* end = text.data() + text.size();
    const char* begin = text.front() == '+' ? text.data() + 1 : text.data();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error == std::errc::invalid_argument || stop != end || std::isnan(value)) {
      note(line_, "found '" + text.substr(0, kLongestNumber) + "', expected a whole number");
    } else if (error != std::errc{} || std::fabs(value) > largest_) {
      note(line_, "found " + text + ", expected at most " +
                      std::to_string(static_cast<std::int64_t>(largest_)) + " in size");
    } else if (value != std::nearbyint(value)) {
      note(line_, "found " + text + ", which has a fraction, expected a whole number");
    } else if (found_ <= count_) {
      weights_.push_back(value == 0 ? 0.0F : static_cast<float>(value));  // -0 is 0
    }
  }

  std::string file_, faults_;
  std::uint64_t count_, found_ = 0, line_ = 1;
  std::size_t shown_ = 0, hidden_ = 0;
  double largest_;
  std::vector<float> weights_;
};

}  // namespace

std::vector<float> read_integer_text(const std::filesystem::path& file, std::uint64_t count,
                                     std::int64_t largest) {
  return Reader(file, count, largest).read();
}

}  // namespace engram::workloads
