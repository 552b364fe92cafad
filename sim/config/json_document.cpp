#include "sim/config/json_document.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unordered_map>

#include "sim/config/config_fault.hpp"

namespace engram::sim {
namespace {

/// Hands characters to the parser and knows the line of the one before the last handed out: the
/// parser has to look one character beyond a number to see that it ended.
class LineCounter {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  LineCounter(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  LineCounter& operator++() {
    if (pending_) ++*line_;
    pending_ = *at_ == '\n';
    ++at_;
    return *this;
  }
  LineCounter operator++(int) {
    LineCounter before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const LineCounter& a, const LineCounter& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  int* line_;
  bool pending_ = false;
};

class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::shared_ptr<const Source> source, const int& line)
      : source_(std::move(source)), line_(line) {}

  JsonValue root;
  std::vector<Fault> faults;

  bool null() override { return put({}); }
  bool boolean(bool flag) override { return put(json_boolean(flag)); }
  bool number_integer(number_integer_t number) override { return put(json_integer(number)); }
  bool number_unsigned(number_unsigned_t number) override {
    if (number <= static_cast<std::uint64_t>(INT64_MAX)) {
      return put(json_integer(static_cast<std::int64_t>(number)));
    }
    JsonValue value = json_integer(INT64_MAX);
    value.huge = true;
    value.number = static_cast<double>(number);
    value.text = std::to_string(number);
    return put(std::move(value));
  }
  bool number_float(number_float_t number, const string_t& written) override {
    JsonValue value = json_number(number);
    value.text = written;
    if (written.find_first_of(".eE") == std::string::npos) {
      value.type = JsonValue::Type::integer;
      value.huge = true;
    } else if (std::floor(number) == number && std::abs(number) < 9e15) {
      value.type = JsonValue::Type::integer;  // 1e3 is a whole number
      value.integer = static_cast<std::int64_t>(number);
    }
    return put(std::move(value));
  }
  bool string(string_t& text) override { return put(json_string(text)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(json_object()); }
  bool start_array(std::size_t) override { return open(json_array({})); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const auto [first, fresh] = open_.back().keys.emplace(name, line_);
    if (!fresh) {
      fault(child_pointer(open_.back().pointer, name),
            "the key is given twice (first at line " + std::to_string(first->second) + ")");
    }
    key_ = name;
    key_line_ = line_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    if (error.id == kNumberOverflow) {
      fault(next_pointer(), "the number is too large for a double");
      return false;
    }
    const std::string text = error.what();  // "[id] parse error at line 1, column 2: what"
    const std::size_t colon = text.find(": ");
    fault("", "not valid JSON: " + (colon == std::string::npos ? text : text.substr(colon + 2)));
    return false;
  }

 private:
  static constexpr int kNumberOverflow = 406;  ///< nlohmann/json's out_of_range.406
  struct Open {
    JsonValue* value;
    std::string pointer;
    std::unordered_map<std::string, int> keys;  ///< and the line of each
  };

  void fault(const std::string& pointer, const std::string& message) {
    faults.push_back({source_->name, line_, pointer, message});
  }
  JsonValue* place(JsonValue value) {
    value.source = source_;
    value.line = line_;
    if (open_.empty()) {
      root = std::move(value);
      return &root;
    }
    JsonValue& parent = *open_.back().value;
    if (parent.type == JsonValue::Type::array) {
      parent.items.push_back(std::move(value));
      return &parent.items.back();
    }
    value.line = key_line_;
    parent.members.emplace_back(key_, std::move(value));
    return &parent.members.back().second;
  }
  /// Of the value that comes next.
  std::string next_pointer() const {
    if (open_.empty()) return "";
    const JsonValue& parent = *open_.back().value;
    const bool in_list = parent.type == JsonValue::Type::array;
    return child_pointer(open_.back().pointer,
                         in_list ? std::to_string(parent.items.size()) : key_);
  }
  bool put(JsonValue value) {
    place(std::move(value));
    return true;
  }
  bool open(JsonValue value) {
    if (open_.size() >= static_cast<std::size_t>(kJsonDepth)) {
      fault("", "objects and lists stand more than " + std::to_string(kJsonDepth) +
                    " deep inside each other");
      return false;
    }
    std::string pointer = next_pointer();
    open_.push_back({place(std::move(value)), std::move(pointer), {}});
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::shared_ptr<const Source> source_;
  const int& line_;
  std::vector<Open> open_;  ///< the objects and lists around the next value, outermost first
  std::string key_;
  int key_line_ = 0;
};

std::string file_text(const std::filesystem::path& file) {
  const auto fail = [&](const std::string& what) {
    throw ConfigFault({{file.string(), 0, "", what}});
  };
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(file, error);
  if (status.type() == std::filesystem::file_type::not_found) fail("no such file");
  if (error) fail("cannot be read: " + error.message());
  if (std::filesystem::is_directory(status)) fail("is not a file but a folder");
  if (!std::filesystem::is_regular_file(status)) fail("is not a file but a device or a pipe");
  const std::uintmax_t bytes = std::filesystem::file_size(file, error);
  if (error) fail("cannot be read: " + error.message());
  if (bytes > kJsonBytes) {
    fail("is larger than " + std::to_string(kJsonBytes >> 20) + " MiB");
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) fail("cannot be read");
  if (text.view().starts_with("\x89HDF\r\n")) {
    fail(
        "is an HDF5 file, no JSON; a network (NIR, lava-dl) is named by a run config: "
        "{\"workload\": {\"network\": {\"nir\": \"" +
        file.filename().string() + "\", \"dynamics\": \"...\"}, ...}}");
  }
  return text.str();
}

}  // namespace

JsonValue parse_json(const std::string& text, std::shared_ptr<const Source> source) {
  int line = 1;
  if (text.starts_with("\xEF\xBB\xBF")) {
    throw ConfigFault({{source->name, line, "",
                        "the file starts with a byte order mark; save it as UTF-8 without one"}});
  }
  TreeBuilder builder(source, line);
  nlohmann::json::sax_parse(LineCounter(text.data(), &line),
                            LineCounter(text.data() + text.size(), &line), &builder);
  if (!builder.faults.empty()) throw ConfigFault(builder.faults);
  return std::move(builder.root);
}

JsonValue read_json(const std::filesystem::path& file) {
  const auto source = std::make_shared<const Source>(
      Source{file.string(), std::filesystem::absolute(file).parent_path()});
  return parse_json(file_text(file), source);
}

}  // namespace engram::sim
