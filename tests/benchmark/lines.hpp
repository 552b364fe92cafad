#pragma once

#include <filesystem>

/// The lines of the table, a file each; every function adds its own (verdict.hpp).
namespace engram::bench {

void add_row_lines();          ///< 1, 2: dense and sparse rows beside the bare kernels
void add_convolution_lines();  ///< 3: N-MNIST, a whole gesture recording
void add_cycle_lines();        ///< 4: fidelity `cycle`
void add_memory_lines();       ///< 5: bytes a synapse, loading
void add_scale_lines();        ///< 6: 1 M to 100 M synapses, 1 to 1024 cores
void add_overhead_lines();     ///< 7: accounting and reporting, start
void add_learning_lines();     ///< 8
void add_peer_lines();         ///< 9: networks that another simulator was measured on

/// The shared data of the project, a file of it; throws std::runtime_error where it is absent.
std::filesystem::path reference_file(const std::filesystem::path& name);

}  // namespace engram::bench
