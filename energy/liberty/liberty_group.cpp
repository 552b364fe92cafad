#include "energy/liberty/liberty_group.hpp"

#include "energy/liberty/liberty_words.hpp"

namespace engram::energy {
namespace {

using Kind = LibertyWord::Kind;

constexpr int kDeepest = 32;  ///< groups inside each other; real files have 6

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : words_(text, file) {}

  LibertyGroup library() {
    const LibertyWord first = words_.take();
    if (first.kind == Kind::end) words_.fail(first, "the file is empty, expected a library group");
    if (first.kind != Kind::word || first.text != "library" || !is(words_.peek(), "(")) {
      words_.fail(first, "expected a library group, found '" + first.text + "'");
    }
    LibertyGroup group;
    group.type = first.text;
    group.line = first.line;
    group.names = arguments();
    if (!is(words_.peek(), "{")) words_.fail(words_.peek(), "expected '{' after library (...)");
    body(group, 1);
    if (words_.peek().kind != Kind::end) {
      words_.fail(words_.peek(), "text after the end of the library");
    }
    return group;
  }

 private:
  static bool is(const LibertyWord& word, const char* mark) {
    return word.kind == Kind::mark && word.text == mark;
  }

  /// `( a, b, ... )`
  std::vector<std::string> arguments() {
    const LibertyWord open = words_.take();
    std::vector<std::string> values;
    while (!is(words_.peek(), ")")) {
      const LibertyWord word = words_.take();
      if (word.kind == Kind::end) words_.fail(open, "the '(' is not closed");
      if (is(word, ",") || is(word, ":")) continue;
      if (word.kind == Kind::mark) words_.fail(word, "unexpected '" + word.text + "'");
      values.push_back(word.text);
    }
    words_.take();
    return values;
  }

  /// What follows `name :`, up to ';' or the end of the line.
  std::string simple_value() {
    std::string value;
    while (!is(words_.peek(), ";") && !is(words_.peek(), "}") && words_.peek().kind != Kind::end &&
           (value.empty() || !words_.peek().first_of_line)) {
      value += (value.empty() ? "" : " ") + words_.take().text;
    }
    return value;
  }

  void statement(LibertyGroup& group, int depth) {
    const LibertyWord name = words_.take();
    if (name.kind != Kind::word) words_.fail(name, "unexpected '" + name.text + "'");
    if (is(words_.peek(), ":")) {
      words_.take();
      group.attributes.push_back({name.text, {simple_value()}, name.line});
    } else if (is(words_.peek(), "(")) {
      std::vector<std::string> values = arguments();
      if (!is(words_.peek(), "{")) {
        group.attributes.push_back({name.text, std::move(values), name.line});
      } else {
        LibertyGroup inner;
        inner.type = name.text;
        inner.names = std::move(values);
        inner.line = name.line;
        if (depth == kDeepest) words_.fail(name, "groups are nested too deep");
        body(inner, depth + 1);
        group.groups.push_back(std::move(inner));
      }
    } else {
      words_.fail(name, "expected ':' or '(' after '" + name.text + "'");
    }
    while (is(words_.peek(), ";")) words_.take();
  }

  void body(LibertyGroup& group, int depth) {
    words_.take();
    while (is(words_.peek(), ";")) words_.take();
    while (!is(words_.peek(), "}")) {
      if (words_.peek().kind == Kind::end) {
        words_.fail(words_.peek(), "the group '" + group.type + "' of line " +
                                       std::to_string(group.line) + " is not closed");
      }
      statement(group, depth);
    }
    words_.take();
    while (is(words_.peek(), ";")) words_.take();
  }

  LibertyWords words_;
};

}  // namespace

const LibertyAttribute* LibertyGroup::find(std::string_view wanted) const {
  for (auto attribute = attributes.rbegin(); attribute != attributes.rend(); ++attribute) {
    if (attribute->name == wanted) return &*attribute;
  }
  return nullptr;
}

std::string LibertyGroup::text(std::string_view wanted) const {
  const LibertyAttribute* found = find(wanted);
  return found == nullptr || found->values.empty() ? "" : found->values.front();
}

const LibertyGroup* LibertyGroup::group(std::string_view wanted) const {
  for (const LibertyGroup& inner : groups) {
    if (inner.type == wanted) return &inner;
  }
  return nullptr;
}

LibertyGroup parse_liberty(std::string_view text, const std::string& file) {
  return Parser(text, file).library();
}

}  // namespace engram::energy
