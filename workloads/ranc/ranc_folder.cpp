#include "workloads/ranc/ranc_folder.hpp"

#include <algorithm>
#include <charconv>

namespace engram::workloads::ranc {
namespace {

namespace fs = std::filesystem;

/// "csram_007.mem"
std::string name_of(const char* memory, std::uint32_t core) {
  const std::string number = std::to_string(core);
  return std::string(memory) + "_" + std::string(3 - std::min<std::size_t>(3, number.size()), '0') +
         number + ".mem";
}

/// The core that a file is of; nothing for other files.
std::optional<std::uint32_t> core_of(const std::string& name) {
  const std::size_t digits = name.find('_') + 1;
  const std::size_t end = name.find(".mem");
  std::uint32_t core = 0;
  if (digits == 0 || end == std::string::npos) return std::nullopt;
  const auto [stop, error] = std::from_chars(name.data() + digits, name.data() + end, core);
  if (error != std::errc{} || stop != name.data() + end) return std::nullopt;
  const bool known = name == name_of("csram", core) || name == name_of("tc", core);
  return known ? std::optional(core) : std::nullopt;
}

std::uint32_t count_cores(const fs::path& folder, Faults& faults) {
  std::uint32_t cores = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const auto core = core_of(entry.path().filename().string());
    if (!core) continue;
    if (*core < largest) {
      cores = std::max(cores, *core + 1);
    } else {
      faults.add(entry.path().string(),
                 "the core's number is not below " + std::to_string(largest));
    }
  }
  if (cores == 0) faults.add(folder.string(), "holds no core (expected csram_000.mem, tc_000.mem)");
  return cores;
}

void check_axons(const fs::path& folder, const std::vector<Core>& cores, Faults& faults) {
  std::size_t axons = 0;
  for (std::uint32_t id = 0; id < cores.size(); ++id) {
    const std::size_t found = cores[id].axon_types.size();
    if (found == 0) continue;
    if (found < 2) {
      faults.add((folder / name_of("tc", id)).string(), "found one axon (expected at least 2)");
    }
    if (axons == 0) axons = found;
    if (found == axons) continue;
    faults.add((folder / name_of("tc", id)).string(), "found " + std::to_string(found) +
                                                          " axons (expected " +
                                                          std::to_string(axons) + " as before)");
  }
}

}  // namespace

std::vector<Core> read_folder(const fs::path& folder, std::optional<std::uint32_t> output_core) {
  Faults faults;
  std::error_code error;
  if (!fs::is_directory(folder, error)) faults.add(folder.string(), "no such folder");
  faults.raise();
  const std::uint32_t count = count_cores(folder, faults);
  std::vector<Core> cores;
  for (std::uint32_t id = 0; id < count; ++id) {
    const fs::path neurons = folder / name_of("csram", id);
    const fs::path axon_types = folder / name_of("tc", id);
    const bool absent = !fs::exists(neurons, error) && !fs::exists(axon_types, error);
    cores.push_back(absent && id == output_core ? Core{} : read_core(neurons, axon_types, faults));
  }
  if (output_core == count) cores.emplace_back();  // behind the last core
  check_axons(folder, cores, faults);
  faults.raise();
  return cores;
}

}  // namespace engram::workloads::ranc
