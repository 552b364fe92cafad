#pragma once

#include <filesystem>
#include <string>

#include "energy/characterise/simulation.hpp"

namespace engram::sim {

/// Energy (pJ, with clock, without leakage) of `cycles` clock cycles by OpenSTA's report_power: an
/// independent reading of the same power tables. Debian's OpenSTA (2019) takes activities at ports
/// only and adds the tables of all states of an input pin up, so it gets every gate by itself, with
/// the simulated activity of its inputs and the load of its outputs, and of several states of an
/// input pin the first; of its internal power, rise and fall added up for each transition, half.
/// The activity that it gives outputs is its own, from the functions; that of gates is set right by
/// the simulated one afterwards. Throws energy::ToolFault.
double opensta_energy(const energy::MappedDesign& mapped, const energy::LibertyLibrary& library,
                      const std::string& liberty_file, const energy::GateRun& run,
                      std::uint64_t cycles, const std::filesystem::path& work);

}  // namespace engram::sim
