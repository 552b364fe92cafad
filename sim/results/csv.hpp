#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "energy/ledger.hpp"
#include "sim/results/batch.hpp"
#include "sim/run/learned_weights.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

/// The tables of a result folder, as text. Fields with a comma, a quote or a line break are quoted
/// (RFC 4180); every file has a header line.
namespace engram::sim {

/// `text` as one field.
std::string csv_field(const std::string& text);

/// block,region,kind,count,energy_aj,total_aj,share,method,source: one row a priced line; total_aj
/// adds up to the total exactly.
std::string accesses_csv(const energy::Ledger& ledger);

/// sample,timestep,input_spikes,spikes,synaptic_operations,cycles
std::string timesteps_csv(const Prepared& prepared, const Outcome& outcome);

/// population,neuron,timestep,count of every population that is not an input; a batch has the
/// sample's name as a fifth column.
std::string spikes_csv(const Prepared& prepared, const Outcome& outcome);

/// projection,pre,post,level: one row a stored synapse, a level that has become 0 too.
std::string weights_csv(const std::vector<LearnedWeights>& learned);

/// projection,encoding,energy_pj,chosen,reason: one row an encoding that "auto" could take (1 or 0:
/// whether it did); the energy is empty where it was refused.
std::string encodings_csv(const Prepared& prepared);

/// sample,label,predicted,correct,events_used,events_dropped,input_spikes,spikes,
/// synaptic_operations,cycles,latency_us,energy_pj,output_counts: one row a sample. `label` and
/// `correct` (1 or 0) are empty where no label is known; `output_counts` are the spikes of the
/// output neurons, blanks between.
std::string samples_csv(const Batch& batch);

}  // namespace engram::sim
