#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/targets.hpp"

namespace engram::fuzz {

const std::vector<FuzzTarget>& fuzz_targets() {
  static const std::vector<FuzzTarget> targets = [] {
    std::vector<FuzzTarget> all{
        {"spike_csv", read_spike_csv},
        {"npy_array", read_npy_array},
        {"images", read_images},
        {"labels", read_labels},
        {"nir", import_nir},
        {"lava", import_lava},
        {"slayer", import_slayer},
        {"ranc", import_ranc},
        {"nir_text", import_nir_text},
        {"json", read_json},
        {"network", read_network},
        {"config", read_config},
        {"energy_table", read_energy_table},
        {"liberty_cells", read_liberty_cells},
        {"liberty_srams", read_liberty_srams},
    };
    for (FuzzTarget& target : recording_targets()) all.push_back(std::move(target));
    return all;
  }();
  return targets;
}

const FuzzTarget* find_target(const std::string& name) {
  for (const FuzzTarget& target : fuzz_targets()) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

}  // namespace engram::fuzz
