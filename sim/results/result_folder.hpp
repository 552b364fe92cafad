#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

namespace engram::sim {

/// A folder that results cannot go to; what() names it and the reason.
class ResultFolderFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws where `file` is a folder, or lies in none.
void check_result_file(const std::filesystem::path& file);

/// Writes `bytes` as one file, complete or not at all. Throws ResultFolderFault.
void write_result_file(const std::filesystem::path& file, const std::string& bytes);

/// Throws unless `folder` is absent, empty, or an earlier result (it holds a manifest.json).
void check_result_folder(const std::filesystem::path& folder);

/// Writes `files` (name -> bytes) as one folder, all or nothing: into a sibling folder first, which
/// then takes the place of an earlier result. Throws ResultFolderFault and leaves what was there.
void write_result_folder(const std::filesystem::path& folder,
                         const std::map<std::string, std::string>& files);

}  // namespace engram::sim
