#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/load.hpp"

namespace engram::sim {

/// A fresh folder of config files that disappears with the object.
class Files {
 public:
  Files();
  ~Files();
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const;

  /// The faults of loading file `name`, one a line, without the folder; "" when there are none.
  std::string faults(const std::string& name, const std::vector<std::string>& sets = {}) const;
  /// `text` without this folder's path.
  std::string without_folder(std::string text) const;

 private:
  std::filesystem::path folder_;
};

/// `text` with its one `old` replaced.
std::string replaced(std::string text, const std::string& old, const std::string& by);

/// A good run config: line 3 has the network, 4 the input, 5 compression, 6 the chip, 7 its core.
std::string good_config();

/// What changes in good_config(), and the faults that follow, one a line.
struct BadConfig {
  const char* name;
  const char* old;
  const char* by;
  const char* faults;
};

/// "run.json" with the change, beside "net.nir" and "folder", and its faults.
std::string faults_of(const BadConfig& bad);

}  // namespace engram::sim
