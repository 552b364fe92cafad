#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/nir/import.hpp"

namespace engram::fuzz {

void import_nir(Bytes bytes) {
  const InputFile file(bytes);
  // Every preset gets its share; which one depends on the input alone.
  const auto& presets = workloads::dynamics_presets();
  const std::string& preset = presets[bytes.size() % presets.size()].name;
  try {
    workloads::import_nir(file.path(), {preset, 1e-4});
  } catch (const workloads::FileFault&) {
  }
}

}  // namespace engram::fuzz
