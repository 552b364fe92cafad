#include "tests/architecture/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace engram::architecture {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path.string() + ": cannot be read");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<SourceFile> read_sources(const fs::path& root,
                                     const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".hpp") continue;
      files.push_back({fs::relative(entry.path(), root).string(), read_text(entry.path())});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::map<std::string, std::string> read_readmes(const fs::path& root,
                                                const std::vector<std::string>& folders) {
  std::map<std::string, std::string> readmes;
  for (const std::string& folder : folders) {
    if (fs::exists(root / folder / "README.md")) {
      readmes[folder] = read_text(root / folder / "README.md");
    }
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().filename() != "README.md") continue;
      readmes[fs::relative(entry.path().parent_path(), root).string()] = read_text(entry.path());
    }
  }
  return readmes;
}

std::vector<std::string> top_level(const fs::path& root) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(root)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string folder_of(const std::string& path, int depth) {
  std::size_t end = 0;
  for (int part = 0; part < depth; ++part) {
    const std::size_t slash = path.find('/', part == 0 ? 0 : end + 1);
    if (slash == std::string::npos) break;
    end = slash;
  }
  return path.substr(0, end);
}

}  // namespace engram::architecture
