#pragma once

#include <filesystem>
#include <map>
#include <string>

/// Runs the built program as a user would, in a folder of the test's own.
namespace engram::sim {

struct ProgramResult {
  int exit_code = -1;
  std::string output;  ///< standard output
  std::string errors;  ///< standard error
};

/// A fresh folder that disappears with the object.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const;
  std::size_t entries() const;  ///< files and folders inside, at any depth

 private:
  std::filesystem::path path_;
};

/// `arguments` as typed in a shell, in `folder`.
ProgramResult engram(const std::string& arguments, const std::filesystem::path& folder);
/// The same of another program.
ProgramResult run_program(const std::string& program, const std::string& arguments,
                          const std::filesystem::path& folder);

/// `columns` first columns of a result's CSV, of the lines that do not count time (clocks,
/// leakage).
std::string columns_without_time(const std::string& csv, int columns);

std::string read_file(const std::filesystem::path& file);
/// The files of a result folder, by name.
std::map<std::string, std::string> files_of(const std::filesystem::path& folder);
/// What follows the first `"key": ` of a JSON text, up to the next comma or line; "" without one.
std::string value_of(const std::string& json, const std::string& key);

/// A small run config on a native network: 6 inputs, 8 and 5 neurons, 20 timesteps.
/// `extra` is merged into it by --set style replacements in the caller.
std::string small_config();

}  // namespace engram::sim
