#pragma once

#include <filesystem>

#include "energy/characterise/synthesis.hpp"

namespace engram::energy {

/// Proves that mapped.v in `work` does what the design does, with Yosys and its abc. Both are cut
/// at their flip-flops, which go by name: abc then proves (`&cec`) that outputs and next states are
/// equal for all inputs and all states. A register that the netlist lacks is constant: proved with
/// the rest. Throws ToolFault where a flip-flop has no register or something is not proved.
void prove_equivalence(const RtlDesign& design, const MappedDesign& mapped,
                       const LibertyLibrary& library, const std::filesystem::path& work);

}  // namespace engram::energy
