#include "workloads/nir/read_exported.hpp"

#include <cmath>

#include "workloads/network/file_fault.hpp"
#include "workloads/nir/engram_metadata.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t most_members = 1 << 16;  // populations, projections

/// Collects one fault a member.
class Faults {
 public:
  void note(const std::string& text) { text_ += (text_.empty() ? "" : "\n") + text; }
  void raise() const {
    if (!text_.empty()) throw FileFault(text_);
  }

 private:
  std::string text_;
};

void check_choice(const Hdf5File& file, const DynamicsChoice& choice, double dt, Faults& faults) {
  const std::string place = file.file().string() + ": " + metadata_root;
  if (choice.dt > 0 && std::abs(choice.dt - dt) > 1e-9 * dt) {
    faults.note(place + "/dt: found " + std::to_string(dt) + " s a timestep, " +
                std::to_string(choice.dt) + " s was asked for");
  }
  if (choice.multi_spike || choice.compare || choice.reset || choice.clip ||
      choice.previous_current || choice.recurrent_delay) {
    faults.note(place +
                ": dynamics 'engram' takes every choice from the file: none can be "
                "overridden");
  }
}

NirExport read_options(const MetadataFields& fields) {
  fields.whole("format", metadata_format, metadata_format);
  const std::vector<double> dt = fields.numbers("dt");
  if (dt.size() != 1 || !(dt[0] > 0)) fields.fail("dt", "expected one number above 0");
  return {dt[0], static_cast<NirDecay>(fields.choice("decay", {"euler", "exponential"}))};
}

/// Calls read(group) for the groups "0", "1", ... of `list`, which may be absent.
template <class Read>
void for_each_member(const MetadataFields& root, const std::string& list, Faults& faults,
                     Read read) {
  if (!root.has(list)) return;
  const MetadataFields group = root.group(list);
  for (std::size_t index = 0; index < most_members; ++index) {
    const std::string name = std::to_string(index);
    if (!group.has(name)) return;
    const MetadataFields member = group.group(name);
    try {
      read(member);
    } catch (const FileFault& fault) {
      faults.note(fault.what());
    } catch (const NetworkFault& fault) {
      try {
        member.fail("", fault.what());
      } catch (const FileFault& placed) {
        faults.note(placed.what());
      }
    }
  }
}

}  // namespace

Network read_exported(const Hdf5File& file, const DynamicsChoice& choice) {
  if (!file.is_group(metadata_root)) {
    throw FileFault(file.file().string() + ": " + metadata_root +
                    ": missing; dynamics 'engram' reads only files that Engram exported");
  }
  Faults faults;
  Network network;
  const MetadataFields root(file, metadata_root);
  const NirExport options = read_options(root);
  check_choice(file, choice, options.dt, faults);
  for_each_member(root, "populations", faults, [&](const MetadataFields& fields) {
    network.add(read_population(fields, options));
  });
  faults.raise();
  for_each_member(root, "projections", faults, [&](const MetadataFields& fields) {
    ReadProjection read = read_projection(fields, network);
    read.projection.origin = file.file().string() + ": " + metadata_root;
    network.connect(read.source, read.target, std::move(read.projection));
  });
  faults.raise();
  try {
    levels(network);
  } catch (const NetworkFault& fault) {
    throw FileFault(file.file().string() + ": " + metadata_root + ": " + fault.what());
  }
  return network;
}

}  // namespace engram::workloads
