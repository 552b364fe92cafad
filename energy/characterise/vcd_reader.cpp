#include "energy/characterise/vcd_reader.hpp"

#include <charconv>
#include <unordered_map>
#include <vector>

#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

class VcdReader {
 public:
  VcdReader(std::istream& stream, const std::string& file, const VcdHandler& handler)
      : stream_(stream), file_(file), handler_(handler) {}

  void read() {
    while (stream_ >> word_) {
      if (word_ == "$enddefinitions") {
        skip();
        return changes();
      }
      if (word_ == "$scope") {
        stream_ >> word_ >> word_;
        scopes_.push_back(word_);
        skip();
      } else if (word_ == "$upscope") {
        if (scopes_.empty()) fail("$upscope outside a scope");
        scopes_.pop_back();
        skip();
      } else if (word_ == "$var") {
        variable();
      } else if (word_[0] == '$') {
        skip();
      } else {
        fail("found '" + word_ + "' among the declarations");
      }
    }
    fail("no $enddefinitions: no value change dump");
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw LibertyFault({file_ + ": " + what});
  }

  /// To the end of a section.
  void skip() {
    while (stream_ >> word_ && word_ != "$end") {
    }
    if (word_ != "$end") fail("a section does not end");
  }

  void variable() {
    std::string kind, width, id, name;
    stream_ >> kind >> width >> id >> name;
    skip();
    if (width != "1") return;
    std::string scope;
    for (const std::string& part : scopes_) scope += (scope.empty() ? "" : ".") + part;
    const std::int64_t wire = handler_.declared(scope, name);
    if (wire >= 0) wires_[id].push_back(wire);
  }

  void changes() {
    while (stream_ >> word_) {
      switch (word_[0]) {
        case '#':
          moment();
          break;
        case '0':
        case '1':
        case 'x':
        case 'X':
        case 'z':
        case 'Z':
          change();
          break;
        case 'b':
        case 'B':
        case 'r':
        case 'R':
          stream_ >> word_;
          break;
        case '$':
          if (word_ == "$comment") skip();
          break;  // $dumpvars ... $end and the like hold changes
        default:
          fail("found '" + word_ + "' among the changes");
      }
    }
  }

  void moment() {
    std::uint64_t time = 0;
    const char* end = word_.data() + word_.size();
    const auto [stop, error] = std::from_chars(word_.data() + 1, end, time);
    if (error != std::errc() || stop != end) fail("'" + word_ + "' is no time");
    if (time < time_) fail("time goes back at '" + word_ + "'");
    time_ = time;
    handler_.time(time);
  }

  void change() {
    const char value = word_[0] == 'X' ? 'x' : word_[0] == 'Z' ? 'z' : word_[0];
    const auto found = wires_.find(word_.substr(1));
    if (found == wires_.end()) return;
    for (const std::int64_t wire : found->second) handler_.change(wire, value);
  }

  std::istream& stream_;
  const std::string& file_;
  const VcdHandler& handler_;
  std::string word_;
  std::vector<std::string> scopes_;
  std::unordered_map<std::string, std::vector<std::int64_t>> wires_;
  std::uint64_t time_ = 0;
};

}  // namespace

void read_vcd(std::istream& stream, const std::string& file, const VcdHandler& handler) {
  VcdReader(stream, file, handler).read();
}

}  // namespace engram::energy
