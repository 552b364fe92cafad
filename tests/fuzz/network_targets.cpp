#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/lava/import.hpp"
#include "workloads/nir/import.hpp"

namespace engram::fuzz {

void import_nir(Bytes bytes) {
  const InputFile file(bytes);
  // Every preset gets its share, and the files that Engram writes theirs; which one depends on the
  // input alone.
  const auto& presets = workloads::dynamics_presets();
  const std::size_t which = bytes.size() % (presets.size() + 1);
  const bool ours = which == presets.size();
  const std::string& preset = ours ? workloads::engram_dynamics().name : presets[which].name;
  try {
    workloads::import_nir(file.path(), {preset, 1e-4});
  } catch (const workloads::FileFault&) {
  }
}

void import_lava(Bytes bytes) {
  const InputFile file(bytes);
  workloads::LavaOptions options;
  if (bytes.size() % 2 == 1) options.input_shape = workloads::Shape{2, 4, 4};
  try {
    workloads::import_lava(file.path(), options);
  } catch (const workloads::FileFault&) {
  }
}

}  // namespace engram::fuzz
