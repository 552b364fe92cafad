#include <algorithm>
#include <regex>

#include "tests/architecture/rules.hpp"

namespace engram::architecture {
namespace {

constexpr std::size_t kLongestFile = 500;
constexpr std::size_t kNineInTen = 300;
constexpr std::size_t kMedian = 120;
constexpr std::size_t kLongestFunction = 60;

/// A signature (joined lines up to the opening brace) is that of a function: it has parameters, and
/// is neither a type, a namespace nor a list of values.
bool opens_function(const std::string& signature) {
  static const std::regex no_function(
      R"(^\s*(template\s*<.*>\s*)?(namespace|class|struct|enum|union|extern)\b|=\s*\{$)");
  return signature.find('(') != std::string::npos && !std::regex_search(signature, no_function);
}

/// Lines up to the last character that is no space.
std::vector<std::string> trimmed_lines(const std::string& text) {
  std::vector<std::string> lines = lines_of(text);
  for (std::string& line : lines) line.erase(line.find_last_not_of(' ') + 1);
  return lines;
}

/// Functions that begin at the given indent. A declaration begins on a line of exactly that indent
/// and goes on to a line that ends in '{' (a body follows, to a '}' at that indent), ';' or '}'.
void check_functions(const std::string& path, const std::vector<std::string>& lines,
                     const std::string& indent, Faults& faults) {
  std::string signature;
  std::size_t begin = 0;
  bool in_body = false;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::string& line = lines[at];
    if (in_body) {
      if (!line.starts_with(indent + "}")) continue;
      const std::size_t length = at - begin + 1;
      if (length > kLongestFunction) {
        faults.push_back(path + ":" + std::to_string(begin + 1) + ": a function of " +
                         std::to_string(length) + " lines");
      }
      in_body = false;
      signature.clear();
      continue;
    }
    if (signature.empty()) {
      const bool here = line.size() > indent.size() && line.starts_with(indent) &&
                        std::string(" }#").find(line[indent.size()]) == std::string::npos;
      if (!here) continue;
      begin = at;
    }
    signature += line + " ";
    if (line.empty() || line.ends_with(";") || line.ends_with("}")) signature.clear();
    if (!line.ends_with("{")) continue;
    in_body = opens_function(signature.substr(0, signature.size() - 1));
    signature.clear();
  }
}

}  // namespace

Faults size_faults(const std::vector<SourceFile>& files) {
  Faults faults;
  std::vector<std::size_t> sizes;
  for (const SourceFile& file : files) {
    sizes.push_back(lines_of(file.text).size());
    if (sizes.back() > kLongestFile) {
      faults.push_back(file.path + " has " + std::to_string(sizes.back()) + " lines");
    }
  }
  if (sizes.empty()) return faults;
  std::sort(sizes.begin(), sizes.end());
  const std::size_t median = sizes[sizes.size() / 2];
  const std::size_t tenth = sizes[sizes.size() * 9 / 10];
  if (median > kMedian) {
    faults.push_back("the median file has " + std::to_string(median) + " lines");
  }
  if (tenth > kNineInTen) {
    faults.push_back("one file in ten has " + std::to_string(tenth) + " lines or more");
  }
  return faults;
}

Faults function_faults(const std::vector<SourceFile>& files) {
  Faults faults;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".cpp")) continue;
    const std::vector<std::string> lines = trimmed_lines(without_literals(file.text));
    for (const std::string indent : {"", "  "}) check_functions(file.path, lines, indent, faults);
  }
  return faults;
}

}  // namespace engram::architecture
