#include "tests/sim/config/files.hpp"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "sim/config/config_fault.hpp"

namespace engram::sim {

namespace fs = std::filesystem;

Files::Files() {
  std::string name = (fs::temp_directory_path() / "engram_config_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = fs::canonical(name);
}

Files::~Files() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

fs::path Files::write(const std::string& name, const std::string& text) const {
  fs::create_directories((folder_ / name).parent_path());
  std::ofstream(folder_ / name, std::ios::binary) << text;
  return folder_ / name;
}

std::string Files::without_folder(std::string text) const {
  const std::string prefix = folder_.string() + "/";
  for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
    text.erase(at, prefix.size());
  }
  return text;
}

std::string Files::faults(const std::string& name, const std::vector<std::string>& sets) const {
  try {
    load_config(folder_ / name, sets);
  } catch (const ConfigFault& fault) {
    return without_folder(fault.what());
  }
  return "";
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  if (at == std::string::npos || text.find(old, at + 1) != std::string::npos) {
    throw std::logic_error("not exactly once in the text: " + old);
  }
  return text.replace(at, old.size(), by);
}

std::string good_config() {
  return R"({
  "workload": {
    "network": { "nir": "net.nir", "dynamics": "norse" },
    "input": { "poisson": { "rate_hz": 100 }, "timesteps": 20 } },
  "compression": { "quantize": { "bits": 6 } },
  "chip": { "mesh": [4, 4],
    "core": { "lanes": 2, "synapse_memory": { "encoding": "index", "banks": 2 } } },
  "energy": { "table": "ihp-28nm" },
  "seed": 3
}
)";
}

std::string faults_of(const BadConfig& bad) {
  const Files files;
  files.write("net.nir", "");
  files.write("folder/a.csv", "");
  files.write("run.json", replaced(good_config(), bad.old, bad.by));
  return files.faults("run.json");
}

}  // namespace engram::sim
