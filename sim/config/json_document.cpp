#include "sim/config/json_document.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

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
    JsonValue& object = *open_.back();
    if (const JsonValue* first = object.find(name)) {
      fault(child_pointer(pointers_.back(), name),
            "the key is given twice (first at line " + std::to_string(first->line) + ")");
    }
    key_ = name;
    key_line_ = line_;
    return true;
  }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const std::string text = error.what();
    const std::size_t colon = text.find(": ");
    fault("", "not valid JSON: " + (colon == std::string::npos ? text : text.substr(colon + 2)));
    return false;
  }

 private:
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
    JsonValue& parent = *open_.back();
    if (parent.type == JsonValue::Type::array) {
      parent.items.push_back(std::move(value));
      return &parent.items.back();
    }
    value.line = key_line_;
    parent.members.emplace_back(key_, std::move(value));
    return &parent.members.back().second;
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
    std::string pointer;
    if (!open_.empty()) {
      const JsonValue& parent = *open_.back();
      pointer = child_pointer(pointers_.back(), parent.type == JsonValue::Type::array
                                                    ? std::to_string(parent.items.size())
                                                    : key_);
    }
    open_.push_back(place(std::move(value)));
    pointers_.push_back(std::move(pointer));
    return true;
  }
  bool close() {
    open_.pop_back();
    pointers_.pop_back();
    return true;
  }

  std::shared_ptr<const Source> source_;
  const int& line_;
  std::vector<JsonValue*> open_;
  std::vector<std::string> pointers_;
  std::string key_;
  int key_line_ = 0;
};

std::string file_text(const std::filesystem::path& file) {
  const auto fail = [&](const std::string& what) {
    throw ConfigFault({{file.string(), 0, "", what}});
  };
  if (!std::filesystem::exists(file)) fail("no such file");
  if (!std::filesystem::is_regular_file(file)) fail("is not a file");
  if (std::filesystem::file_size(file) > kJsonBytes) {
    fail("is larger than " + std::to_string(kJsonBytes >> 20) + " MiB");
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) fail("cannot be read");
  return text.str();
}

}  // namespace

JsonValue parse_json(const std::string& text, std::shared_ptr<const Source> source) {
  int line = 1;
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
