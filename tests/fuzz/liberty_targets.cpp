#include <string_view>

#include "energy/liberty/liberty_fault.hpp"
#include "energy/liberty/liberty_library.hpp"
#include "energy/liberty/sram_macros.hpp"
#include "tests/fuzz/targets.hpp"

namespace engram::fuzz {
namespace {

std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void read_liberty_cells(Bytes bytes) {
  try {
    energy::read_liberty(as_text(bytes), "fuzz.lib");
  } catch (const energy::LibertyFault&) {
  }
}

void read_liberty_srams(Bytes bytes) {
  try {
    energy::read_srams(as_text(bytes), "fuzz.lib", {});
  } catch (const energy::LibertyFault&) {
  }
}

}  // namespace engram::fuzz
