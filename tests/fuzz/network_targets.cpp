#include "tests/fuzz/hdf5_text.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/nir/import.hpp"

namespace engram::fuzz {
namespace {

/// Every dynamics preset gets its share; which one depends on the input alone.
workloads::DynamicsChoice choice_for(Bytes bytes) {
  const auto& presets = workloads::dynamics_presets();
  const std::size_t index = bytes.size() % (presets.size() + 1);
  const bool own = index == presets.size();
  return {own ? workloads::engram_dynamics().name : presets[index].name, own ? 0 : 1e-4};
}

}  // namespace

void import_nir(Bytes bytes) {
  const InputFile file(bytes);
  try {
    workloads::import_nir(file.path(), choice_for(bytes));
  } catch (const workloads::FileFault&) {
  }
}

void import_nir_text(Bytes bytes) {
  const InputFile file({});
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!write_hdf5(text, file.path())) return;
  try {
    using workloads::Hdf5File;
    const Hdf5File written(file.path(), Hdf5File::Trust::blindly);
    workloads::import_nir(written, choice_for(bytes));
  } catch (const workloads::FileFault&) {
  }
}

}  // namespace engram::fuzz
