#include "sim/config/merge.hpp"

#include <algorithm>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_document.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

JsonValue read_chain(const fs::path& file, std::vector<fs::path>& chain) {
  const fs::path canonical = fs::weakly_canonical(file);
  if (std::find(chain.begin(), chain.end(), canonical) != chain.end()) {
    std::string circle;
    for (const fs::path& one : chain) circle += one.string() + " -> ";
    throw ConfigFault({{file.string(), 0, "/extends", "a circle: " + circle + canonical.string()}});
  }
  chain.push_back(canonical);
  JsonValue own = read_json(file);
  const JsonValue* extends = own.find("extends");
  if (extends == nullptr || extends->type != JsonValue::Type::string) return own;
  JsonValue base;
  const fs::path named = extends->source->folder / extends->text;
  if (!fs::exists(named)) {
    throw ConfigFault(
        {{file.string(), extends->line, "/extends", "no such file: " + named.string()}});
  }
  base = read_chain(named, chain);
  std::erase_if(own.members, [](const auto& member) { return member.first == "extends"; });
  merge(base, own);
  base.source = own.source;
  base.line = own.line;
  return base;
}

/// A value given on the command line, and everything inside it, says so.
JsonValue set_value(const std::string& text) {
  const auto source = std::make_shared<const Source>(Source{"--set", fs::current_path()});
  JsonValue value;
  try {
    value = parse_json(text, source);
  } catch (const ConfigFault&) {  // not JSON: plain text
    value = json_string(text);
    value.source = source;
  }
  value.line = 0;
  return value;
}

void apply_set(JsonValue& tree, const std::string& set) {
  const auto fail = [&](const std::string& pointer, const std::string& what) {
    throw ConfigFault({{"--set", 0, pointer, what}});
  };
  const std::size_t equals = set.find('=');
  if (equals == std::string::npos || set.front() != '/') {
    fail("", "found '" + set + "', expected /json/pointer=value");
  }
  const std::string pointer = set.substr(0, equals);
  const JsonValue value = set_value(set.substr(equals + 1));
  JsonValue* at = &tree;
  for (const std::string& token : pointer_tokens(pointer)) {
    if (at->type == JsonValue::Type::array) {
      const bool digits = !token.empty() && token.size() < 10 &&
                          token.find_first_not_of("0123456789") == std::string::npos;
      if (!digits || std::stoul(token) >= at->items.size()) {
        fail(pointer, "the list has no entry '" + token + "'");
      }
      at = &at->items[std::stoul(token)];
      continue;
    }
    if (at->type != JsonValue::Type::object) {  // replaces a plain value by an object
      *at = json_object();
      at->source = value.source;
    }
    JsonValue* member = at->find(token);
    if (member == nullptr) {
      at->members.emplace_back(token, json_object());
      member = &at->members.back().second;
      member->source = value.source;
    }
    at = member;
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

void apply_sets(JsonValue& tree, const std::vector<std::string>& sets) {
  std::vector<Fault> faults;
  for (const std::string& set : sets) {
    try {
      apply_set(tree, set);
    } catch (const ConfigFault& fault) {
      faults.insert(faults.end(), fault.faults().begin(), fault.faults().end());
    }
  }
  if (!faults.empty()) throw ConfigFault(std::move(faults));
}

}  // namespace engram::sim
