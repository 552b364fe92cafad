#pragma once

#include <string>
#include <vector>

#include "workloads/learn/training_options.hpp"
#include "workloads/learn/training_task.hpp"
#include "workloads/network/network.hpp"

/// What cannot be trained, one fault an entry; empty: nothing.
namespace engram::workloads::learn {

/// Populations and projections that are not differentiated or do not serve the task.
std::vector<std::string> network_faults(const Network& network, const TrainingTask& task,
                                        const TrainingOptions& options);
/// Options out of range, of unknown projections or that do not go together.
std::vector<std::string> option_faults(const Network& network, const TrainingOptions& options);

/// The options of a projection: its own, or those of all others; null: float weights.
const QuantizeAware* quantize_options(const TrainingOptions& options, const std::string& name);

}  // namespace engram::workloads::learn
