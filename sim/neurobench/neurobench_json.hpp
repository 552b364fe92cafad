#pragma once

#include <string>

#include "sim/neurobench/static_metrics.hpp"
#include "sim/neurobench/workload_metrics.hpp"
#include "sim/results/batch.hpp"

namespace engram::sim {

/// neurobench.json: a flat object with the metrics by the class names of NeuroBench's harness, as
/// its `save_benchmark_results` writes them, and one more member, `engram`: what this simulator
/// adds (energy, latency, cycles, operations a timestep), which is no metric of NeuroBench.
/// `ClassificationAccuracy` is there where samples have labels, `NeuronOperations` where every
/// neuron model has a number of operations.
std::string neurobench_json(const StaticMetrics& model, const WorkloadMetrics& workload,
                            const Config& config, const Prepared& prepared, const Batch& batch,
                            const Summary& summary);

}  // namespace engram::sim
