#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "sim/characterise/characterise.hpp"
#include "sim/characterise/characterise_text.hpp"
#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/data_folder.hpp"
#include "sim/results/result_folder.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// A folder for the tools' files that goes when the command ends.
class WorkFolder {
 public:
  WorkFolder()
      : path_(fs::temp_directory_path() / ("engram-characterise-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

int characterise_command(const CharacteriseArguments& arguments) {
  const WorkFolder work;
  CharacteriseOptions options;
  options.liberty = fs::absolute(arguments.liberty).string();
  options.rtl = arguments.rtl.empty() ? data_folder().parent_path() / "memory" / "rtl"
                                      : fs::absolute(arguments.rtl);
  options.work = work.path();
  options.variant = arguments.controller;
  options.wire_ff = arguments.wire_ff;
  options.prove = arguments.prove;
  options.check = arguments.opensta;
  options.progress = [](const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); };
  const Characterised result = characterise(options);
  std::fputs(characterised_screen(result).c_str(), stdout);
  if (arguments.out.empty()) return kOk;
  write_result_file(arguments.out + ".json", characterised_json(result));
  write_result_file(arguments.out + ".csv", characterised_csv(result));
  return kOk;
}

}  // namespace engram::sim
