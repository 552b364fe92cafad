#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "sim/config/json_value.hpp"

namespace engram::sim {

/// Files and folders that configs lead to: every text of a resolved config that is the absolute
/// path of one, and what JSON files among them name in turn, relative to their own folder (weights
/// of a network, the table that a table is scaled from). A name that happens to be that of a file
/// beside it counts too: a file too many is watched, none too few.
class NamedFiles {
 public:
  void add(const JsonValue& tree);
  /// A digest of the content of each, by path; of a folder, of all that is in it.
  std::map<std::string, std::string> digests() const;

 private:
  void add_file(const std::filesystem::path& file);
  std::set<std::string> seen_;
  std::set<std::filesystem::path> files_;
};

}  // namespace engram::sim
