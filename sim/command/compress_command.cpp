#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/network_export.hpp"
#include "sim/command/progress_line.hpp"
#include "sim/config/load.hpp"
#include "sim/results/compression.hpp"
#include "sim/results/manifest.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNetworkFile = "network.nir";

/// A file in the folder of temporary files, gone with the object: NIR is written to a file, and the
/// result folder takes bytes.
class TemporaryFile {
 public:
  TemporaryFile()
      : path_(fs::temp_directory_path() / ("engram-" + std::to_string(::getpid()) + ".nir")) {}
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }
  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

 private:
  fs::path path_;
};

}  // namespace

int compress_command(const CompressArguments& arguments) {
  const Stopwatch stopwatch;
  RunContext context;
  context.started = utc_now();
  context.command_line = arguments.command_line;
  const LoadedConfig loaded = load_config(arguments.config, arguments.sets);
  const fs::path folder = arguments.out.empty()
                              ? fs::path("results") / (loaded.config.name + "-compressed")
                              : fs::path(arguments.out);
  check_result_folder(folder);
  if (!arguments.nir.empty()) check_result_file(arguments.nir);

  const Prepared prepared = prepare_compressed(loaded.config);
  const TemporaryFile network;
  const std::vector<std::string> untold =
      export_network(prepared.network, loaded.config, workloads::NirDecay::euler, network.path());
  std::map<std::string, std::string> files;
  files["compression.csv"] = compression_csv(loaded.config, prepared);
  files["compression.json"] = compression_json(loaded.config, prepared);
  files["resolved.json"] = loaded.resolved;
  files[kNetworkFile] = network.bytes();
  context.wall_seconds = stopwatch.seconds();
  files["manifest.json"] = manifest_text(files, context);
  write_result_folder(folder, files);
  if (!arguments.nir.empty()) write_result_file(arguments.nir, files[kNetworkFile]);

  std::fputs(compression_table(loaded.config, prepared).c_str(), stdout);
  print_untold(untold);
  std::printf("network and tables in %s\n", folder.string().c_str());
  return kOk;
}

}  // namespace engram::sim
