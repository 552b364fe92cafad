#include "sim/sweep/named_files.hpp"

#include <fstream>
#include <functional>
#include <iterator>
#include <vector>

#include "sim/config/config_fault.hpp"
#include "sim/config/json_document.hpp"
#include "sim/price/digest.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

void each_text(const JsonValue& value, const std::function<void(const std::string&)>& visit) {
  if (value.type == JsonValue::Type::string) visit(value.text);
  for (const JsonValue& item : value.items) each_text(item, visit);
  for (const auto& [name, member] : value.members) each_text(member, visit);
}

std::string content_digest(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return digest_of(std::string{std::istreambuf_iterator<char>(in), {}});
}

std::string folder_digest(const fs::path& folder) {
  std::map<std::string, std::string> inside;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    inside[entry->path().lexically_relative(folder).string()] = content_digest(entry->path());
  }
  std::string all;
  for (const auto& [name, digest] : inside) all += name + '\0' + digest + '\n';
  return digest_of(all);
}

}  // namespace

void NamedFiles::add(const JsonValue& tree) {
  each_text(tree, [&](const std::string& text) {
    if (!text.starts_with('/') || !seen_.insert(text).second) return;
    add_file(text);
  });
}

void NamedFiles::add_file(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error) || !files_.insert(file.lexically_normal()).second) return;
  if (file.extension() != ".json") return;
  try {
    each_text(read_json(file), [&](const std::string& text) {
      if (!text.empty()) add_file(file.parent_path() / text);
    });
  } catch (const ConfigFault&) {
    // whoever reads it will say what is wrong
  }
}

std::map<std::string, std::string> NamedFiles::digests() const {
  std::map<std::string, std::string> digests;
  for (const fs::path& file : files_) {
    std::error_code ignored;
    digests[file.string()] =
        fs::is_directory(file, ignored) ? folder_digest(file) : content_digest(file);
  }
  return digests;
}

}  // namespace engram::sim
