#pragma once

#include <string>

#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

/// Tables of a result folder about where things are on the chip; as csv.hpp.
namespace engram::sim {

/// block,name,part,area_um2,leakage_nw,words,word_bits,banks,kind,composition,note: one row a
/// memory or logic unit. `kind` is sram, registers or logic; words, word_bits and banks (as the
/// organisation asked for them) are empty for logic, and `part` too.
std::string areas_csv(const Outcome& outcome);

/// core,router,x,y,population,first,neurons: one row a slice of a population on a core.
std::string cores_csv(const hw::ChipSpec& chip);

/// from,to,from_x,from_y,to_x,to_y,link,flits: one row a channel, all samples together. Virtual
/// channels share a link and its flits, which are in the row of the first one. Precondition:
/// hw::spikes_are_all_traffic.
std::string links_csv(const Prepared& prepared, const Outcome& outcome);

/// sample,timestep, then a column in attojoules a part of the energy: adds up to the total exactly.
/// The states' reset is in the first timestep, what ends a sample in the last.
std::string timestep_energy_csv(const Prepared& prepared, const Outcome& outcome);

}  // namespace engram::sim
