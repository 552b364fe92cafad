#include "sim/config/typed_reader.hpp"

#include <filesystem>

namespace engram::sim {

void TypedReader::check_file(const std::string& key, bool or_folder) const {
  const std::filesystem::path path = text(key);
  std::error_code error;
  const bool folder = std::filesystem::is_directory(path, error);
  if (std::filesystem::exists(path, error) && (or_folder || !folder)) return;
  const std::string kind = or_folder ? "file or folder" : "file";
  fault(key, (folder ? "is not a file but a folder: " : "no such " + kind + ": ") + path.string());
}

}  // namespace engram::sim
