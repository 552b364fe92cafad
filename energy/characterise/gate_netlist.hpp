#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "energy/liberty/liberty_library.hpp"

namespace engram::energy {

/// One instance of a cell; pin i of the cell is on net nets[i] (kNoNet: open).
struct Gate {
  std::uint32_t cell = 0;  ///< index into LibertyLibrary::cells
  std::vector<std::uint32_t> nets;
};
inline constexpr std::uint32_t kNoNet = 0xFFFFFFFF;

/// A port of the module, bit 0 first.
struct NetlistPort {
  std::string name;
  bool output = false;
  std::vector<std::uint32_t> nets;
};

/// A netlist of library cells. Nets 0 and 1 are the constants.
struct GateNetlist {
  std::string module;
  std::uint32_t nets = 2;
  std::vector<NetlistPort> ports;
  std::vector<Gate> gates;

  std::uint64_t flip_flops(const LibertyLibrary& library) const;
  double area_um2(const LibertyLibrary& library) const;
  double leakage_nw(const LibertyLibrary& library) const;
};

/// Reads what Yosys writes with write_blif after mapping (Berkeley Logic Interchange Format:
/// .model, .inputs, .outputs, .subckt, constants and buffers as .names). Throws LibertyFault
/// ("file:line:
/// ...") where a cell or pin is not in the library, a net has two drivers or none, or a construct
/// is something else.
GateNetlist read_blif(std::string_view text, const std::string& file,
                      const LibertyLibrary& library);

}  // namespace engram::energy
