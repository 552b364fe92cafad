#include "sim/config/merge.hpp"

#include <algorithm>

#include "sim/config/json_document.hpp"
#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// A file and what it extends. `chain`: the files on the way here, the first the user's.
JsonValue read_chain(const fs::path& file, std::vector<fs::path>& chain) {
  JsonValue own = read_json(file);
  chain.push_back(fs::weakly_canonical(file));
  if (own.type != JsonValue::Type::object && chain.size() > 1) {
    throw ConfigFault({{file.string(), own.line, "",
                        "found " + what_it_is(own) + ", expected an object to extend"}});
  }
  const JsonValue* extends = own.find("extends");
  if (extends == nullptr || extends->type != JsonValue::Type::string) return own;
  const auto fail = [&](const std::string& what) {
    throw ConfigFault({{extends->source->name, extends->line, "/extends", what}});
  };
  const fs::path named = extends->source->folder / extends->text;
  std::error_code error;
  if (!fs::is_regular_file(named, error)) fail("no such file: " + named.string());
  const fs::path canonical = fs::weakly_canonical(named);
  const auto start = std::find(chain.begin(), chain.end(), canonical);
  if (start != chain.end()) {
    std::string circle;
    for (auto one = start; one != chain.end(); ++one) circle += one->string() + " -> ";
    fail("a circle: " + circle + canonical.string());
  }
  JsonValue base = read_chain(named, chain);
  std::erase_if(own.members, [](const auto& member) { return member.first == "extends"; });
  merge(base, own);
  base.source = own.source;
  base.line = own.line;
  return base;
}

/// "--set" has no lines: neither has anything inside a value given there.
void forget_lines(JsonValue& value) {
  value.line = 0;
  for (JsonValue& item : value.items) forget_lines(item);
  for (auto& [name, member] : value.members) forget_lines(member);
}

JsonValue set_value(const std::string& text) {
  const auto source = std::make_shared<const Source>(Source{"--set", fs::current_path()});
  JsonValue value;
  try {
    value = parse_json(text, source);
  } catch (const ConfigFault&) {  // not JSON: plain text
    value = parse_json(json_quoted(text), source);
  }
  forget_lines(value);
  return value;
}

[[noreturn]] void refuse_set(const std::string& pointer, const std::string& what) {
  throw ConfigFault({{"--set", 0, pointer, what}});
}

/// The member or entry `token` of `parent`; a member that is missing is made. `pointer` is the
/// whole of the --set, for messages.
JsonValue& step_into(JsonValue& parent, const std::string& token, const std::string& pointer,
                     const std::shared_ptr<const Source>& source) {
  if (parent.type == JsonValue::Type::array) {
    const bool digits = !token.empty() && token.size() < 10 &&
                        token.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || std::stoul(token) >= parent.items.size()) {
      refuse_set(pointer, "the list of " + std::to_string(parent.items.size()) + " has no entry '" +
                              token + "'");
    }
    return parent.items[std::stoul(token)];
  }
  if (parent.type != JsonValue::Type::object) {  // an object takes a plain value's place
    parent = json_object();
    parent.source = source;
  }
  if (JsonValue* member = parent.find(token)) return *member;
  parent.members.emplace_back(token, json_object());
  parent.members.back().second.source = source;
  return parent.members.back().second;
}

void apply_set(JsonValue& tree, const std::string& set) {
  const std::size_t equals = set.find('=');
  if (equals == std::string::npos || set.front() != '/') {
    refuse_set("", "found '" + set + "', expected /json/pointer=value");
  }
  const std::string pointer = set.substr(0, equals);
  if (pointer == "/extends")
    refuse_set(pointer, "belongs in a file: --set overrides what it gives");
  const std::vector<std::string> tokens = pointer_tokens(pointer);
  if (tokens.size() > static_cast<std::size_t>(kJsonDepth)) {
    refuse_set("", "found a pointer of " + std::to_string(tokens.size()) +
                       " keys, expected at most " + std::to_string(kJsonDepth));
  }
  const JsonValue value = set_value(set.substr(equals + 1));
  JsonValue* at = &tree;
  for (const std::string& token : tokens) {
    at = &step_into(*at, token, pointer, value.source);
  }
  *at = value;
}

}  // namespace

void merge(JsonValue& base, const JsonValue& over) {
  if (base.type != JsonValue::Type::object || over.type != JsonValue::Type::object) {
    base = over;
    return;
  }
  for (const auto& [name, value] : over.members) {
    if (JsonValue* known = base.find(name)) {
      merge(*known, value);
    } else {
      base.members.emplace_back(name, value);
    }
  }
}

JsonValue read_extended(const fs::path& file) {
  std::vector<fs::path> chain;
  return read_chain(file, chain);
}

void apply_sets(JsonValue& tree, const std::vector<std::string>& sets, std::vector<Fault>& faults) {
  for (const std::string& set : sets) {
    try {
      apply_set(tree, set);
    } catch (const ConfigFault& fault) {
      for (Fault one : fault.faults()) {
        one.line = 0;  // of a value that is no text either
        faults.push_back(std::move(one));
      }
    }
  }
}

}  // namespace engram::sim
