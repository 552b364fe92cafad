#include "sim/results/result_folder.hpp"

#include <unistd.h>

#include <fstream>

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw ResultFolderFault(path.string() + ": cannot be written");
}

fs::path sibling(const fs::path& folder, const char* purpose) {
  fs::path name = folder;
  name += std::string(".") + purpose + "." + std::to_string(::getpid());
  return name;
}

/// `folder` without a trailing separator, so that siblings stand beside it.
fs::path plain(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

void check_result_file(const fs::path& file) {
  if (fs::is_directory(file)) throw ResultFolderFault(file.string() + ": is a folder");
  const fs::path parent = fs::absolute(file).parent_path();
  if (!fs::is_directory(parent)) {
    throw ResultFolderFault(file.string() + ": there is no folder " + parent.string());
  }
}

void write_result_file(const fs::path& file, const std::string& bytes) {
  check_result_file(file);
  const fs::path fresh = sibling(file, "new");
  std::error_code error;
  try {
    write_file(fresh, bytes);
  } catch (const ResultFolderFault&) {
    fs::remove(fresh, error);
    throw ResultFolderFault(file.string() + ": cannot be written");
  }
  fs::rename(fresh, file, error);
  if (error) throw ResultFolderFault(file.string() + ": " + error.message());
}

void check_result_folder(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder)) {
    throw ResultFolderFault(folder.string() + ": exists and is not a folder");
  }
  if (!fs::is_empty(folder) && !fs::exists(folder / "manifest.json")) {
    throw ResultFolderFault(folder.string() +
                            ": holds files that are no result of a run (no manifest.json); "
                            "name another folder with --out");
  }
}

void write_result_folder(const fs::path& target, const std::map<std::string, std::string>& files) {
  const fs::path folder = plain(target);
  check_result_folder(folder);
  const fs::path fresh = sibling(folder, "new");
  const fs::path old = sibling(folder, "old");
  try {
    fs::create_directories(fresh);
    for (const auto& [name, bytes] : files) write_file(fresh / name, bytes);
    const bool replace = fs::exists(folder);
    if (replace) fs::rename(folder, old);
    fs::rename(fresh, folder);
    if (replace) fs::remove_all(old);
  } catch (const fs::filesystem_error& error) {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
    if (fs::exists(old) && !fs::exists(folder)) fs::rename(old, folder, ignored);
    throw ResultFolderFault(folder.string() + ": " + error.code().message());
  } catch (const ResultFolderFault&) {
    std::error_code ignored;
    fs::remove_all(fresh, ignored);
    throw;
  }
}

}  // namespace engram::sim
