#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "energy/table.hpp"

/// SRAM macros out of Liberty files, as memory compilers write them.
namespace engram::energy {

/// How the energy of an access stands in a file.
struct SramConventions {
  /// State of the clock pin's internal power during a read and a write, as boolean expressions over
  /// pins of the macro. Empty: found by the usual names of enables (see read_srams).
  std::string read, write;
  /// Rise and fall each hold the whole access (GF180MCU); else an access is their sum.
  bool rise_only = false;
};

/// What one file holds.
struct SramLiberty {
  std::string library, corner;
  double voltage_v = 0, temperature_c = 0;
  std::vector<SramMacro> macros;  ///< method measured; source: the file; derivation: the states
};

/// Reads the macros (cells with a memory group) of one file.
///
/// - words = 2^address_width, bits = word_width; ports: outputs with a memory_read group;
/// - the clock pin is the one that the first such output is timed by;
/// - an access is the internal power of the clock pin, rise + fall, in the state of a read or a
///   write; several groups that belong to the state count with their mean. States that are known
///   (x is any prefix or suffix of the port): xMEN & !xWEN & xREN and xMEN & xWEN & !xREN (IHP);
///   !xCEN & xGWEN and !xCEN & !xGWEN (GF180MCU); !xCEN & xWEN and !xCEN & !xWEN; !xCSB & xWEB and
///   !xCSB & !xWEB;
/// - access time: clock to output, the middle of the tables, the slower edge; setup: the middle of
///   the tables, the slowest input, never below 0;
/// - leakage is cell_leakage_power, area is area.
///
/// Throws LibertyFault with all faults of the file.
SramLiberty read_srams(std::string_view text, const std::string& file,
                       const SramConventions& conventions);

}  // namespace engram::energy
