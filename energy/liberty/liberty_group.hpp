#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The syntax of Liberty (Synopsys, "Liberty User Guides and Reference Manual Suite" 2017.06,
/// volume 1, chapter 1): nested groups of attributes, nothing known of what they mean.
namespace engram::energy {

/// `name : value ;` or `name (value, ...) ;`. Quotes are taken off; a quoted list of numbers is one
/// value.
struct LibertyAttribute {
  std::string name;
  std::vector<std::string> values;
  int line = 0;
};

/// `type (name, ...) { ... }`
struct LibertyGroup {
  std::string type;
  std::vector<std::string> names;
  int line = 0;
  std::vector<LibertyAttribute> attributes;
  std::vector<LibertyGroup> groups;

  /// The last attribute of that name (a later one overrides), or nullptr.
  const LibertyAttribute* find(std::string_view name) const;
  /// Its first value; empty without one.
  std::string text(std::string_view name) const;
  /// The first group of that type, or nullptr.
  const LibertyGroup* group(std::string_view type) const;
  std::string name() const { return names.empty() ? "" : names.front(); }
};

/// Parses one file's text: its library group. Throws LibertyFault with the first fault of syntax,
/// as "file:line: ...". A missing ';' at the end of a line is accepted, as other readers do.
LibertyGroup parse_liberty(std::string_view text, const std::string& file);

}  // namespace engram::energy
