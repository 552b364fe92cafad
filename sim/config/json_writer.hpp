#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engram::sim {

/// Writes JSON with a fixed layout (2-space indent, keys in the order given), so that the same
/// calls give the same bytes on every machine. Numbers: shortest text that reads back to the same
/// double; NaN and infinities become null.
///
/// Use: open an object or array, write members, close it; `key` before each value inside an object.
class JsonWriter {
 public:
  enum class Layout { indented, compact };  ///< compact: no blanks, one line
  explicit JsonWriter(Layout layout = Layout::indented) : indented_(layout == Layout::indented) {}
  JsonWriter& open_object() { return open('{', '}'); }
  JsonWriter& open_array() { return open('[', ']'); }
  JsonWriter& close();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(int number) { return value(std::int64_t{number}); }
  JsonWriter& value(unsigned number) { return value(std::uint64_t{number}); }
  JsonWriter& value(double number);
  JsonWriter& value(bool flag);
  /// A number already in decimal (integers beyond 64 bits).
  JsonWriter& raw(std::string_view decimal);

  /// The text, with a final newline. Precondition: everything is closed.
  std::string text() const;

 private:
  JsonWriter& open(char begin, char end);
  void before_value();
  void new_line();

  bool indented_;
  std::string text_;
  std::vector<char> ends_;   ///< closing characters of what is open
  std::vector<bool> empty_;  ///< nothing written yet at this level
  bool after_key_ = false;
};

/// `text` as a JSON string, quotes included.
std::string json_quoted(std::string_view text);

/// Shortest decimal text that reads back to `number`.
std::string shortest(double number);

}  // namespace engram::sim
