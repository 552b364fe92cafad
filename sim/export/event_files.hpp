#pragma once

#include <map>
#include <string>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/chip/row_trace.hpp"

/// What goes into a chip and its controllers, and what must come out.
namespace engram::sim {

/// timestep,population,neuron,count, ascending; populations by their number (chip.json).
std::string input_events_csv(const std::vector<hw::SampleInput>& inputs);
/// The same of what neurons emitted.
std::string output_events_csv(const std::vector<hw::OutputSpike>& spikes);

/// Of every image, by name, each with a number of the event that it belongs to, from 0:
///   STEM_events.csv        event,cycle,row,finished,timestep: a row is accepted in that cycle
///   STEM_transactions.csv  event,cycle,address,data,kind: a word is read; its address where all
///                          regions of the image lie in one memory, its content, its region
///   STEM_deliveries.csv    event,cycle,target,code,level: an addition begins
/// Cycles count from the begin of the sample, those of one image ascend in each file.
std::map<std::string, std::string> row_files(const hw::ChipSpec& chip,
                                             const std::vector<hw::ServedRow>& rows);

}  // namespace engram::sim
