#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>

namespace engram::energy {

/// What a value change dump (IEEE 1364-2005, clause 18) holds of scalar wires; vectors and reals
/// are passed over. Nothing is kept: dumps of any length are read in constant memory.
struct VcdHandler {
  /// A wire is declared: `scope` is its module's path ("bench.gates"), `name` as declared. Returns
  /// the number under which its changes are told, or a negative one for none of them.
  std::function<std::int64_t(const std::string& scope, const std::string& name)> declared;
  /// Time goes on, in units of the dump's timescale.
  std::function<void(std::uint64_t time)> time;
  /// A wire takes a value: '0', '1', 'x' or 'z'.
  std::function<void(std::int64_t wire, char value)> change;
};

/// Throws LibertyFault ("file: ...") where `stream` is no value change dump.
void read_vcd(std::istream& stream, const std::string& file, const VcdHandler& handler);

}  // namespace engram::energy
