#include "sim/config/energy_table_file.hpp"
#include "sim/config/json_document.hpp"
#include "sim/config/load.hpp"
#include "sim/config/network_file.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"

namespace engram::fuzz {
namespace {

template <class Read>
void read_as_file(Bytes bytes, Read read) {
  const InputFile file(bytes);
  try {
    read(file.path());
  } catch (const sim::ConfigFault&) {
  }
}

}  // namespace

void read_json(Bytes bytes) {
  read_as_file(bytes, [](const auto& path) { sim::read_json(path); });
}

/// A native network as far as its description: what it asks to draw is bounded where it is drawn.
void read_network(Bytes bytes) {
  read_as_file(bytes, [](const auto& path) {
    std::vector<sim::Fault> faults;
    sim::read_network_file(path, faults);
  });
}

void read_config(Bytes bytes) {
  read_as_file(bytes, [](const auto& path) { sim::load_config(path, {}); });
}

void read_energy_table(Bytes bytes) {
  read_as_file(bytes, [](const auto& path) { sim::load_table(path.string()); });
}

}  // namespace engram::fuzz
