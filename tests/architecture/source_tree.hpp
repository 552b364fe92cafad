#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// The tree as text, so that the rules (rules.hpp) can be tried on made-up trees as well.
namespace engram::architecture {

struct SourceFile {
  std::string path;  ///< from the root, e.g. "hw/chip/chip.cpp"
  std::string text;
};

/// All .cpp and .hpp files below the given folders of `root`, in order of their paths.
/// Throws std::filesystem::filesystem_error where a folder is not there.
std::vector<SourceFile> read_sources(const std::filesystem::path& root,
                                     const std::vector<std::string>& folders);

/// Folder -> text of its README.md, for all that have one below the given folders of `root`.
std::map<std::string, std::string> read_readmes(const std::filesystem::path& root,
                                                const std::vector<std::string>& folders);

/// Names of what lies in `root`.
std::vector<std::string> top_level(const std::filesystem::path& root);

std::string read_text(const std::filesystem::path& path);

std::vector<std::string> lines_of(const std::string& text);

/// The first `depth` parts of the folder that a file lies in: ("sim/run/x.cpp", 1) is "sim".
std::string folder_of(const std::string& path, int depth);

/// C++ text with comments and the contents of literals (raw strings too) turned into spaces; lines
/// stay where they are.
std::string without_literals(const std::string& text);

}  // namespace engram::architecture
