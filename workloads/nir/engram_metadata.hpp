#pragma once

#include <string>
#include <vector>

#include "workloads/hdf5/hdf5_writer.hpp"
#include "workloads/network/network.hpp"
#include "workloads/nir/export.hpp"

/// What NIR cannot say of a network, under /node/metadata/engram of the files that Engram writes.
///
///   format                       1
///   dt, decay                    as NirExport
///   populations/<k>/             k = 0, 1, ... in the network's order
///     name, node, shape, model, compare, reset        node: the NIR node with its fields
///     flags                      has_current, previous_current, spiking, multi_spike, output
///     refractory, unit, current_decay, ..., clip_low  the step's numbers, exactly
///     fixed/                     state_bits, ..., bias: integer arithmetic, where there is
///     bias_node                  the NIR node that carries the bias, where there is one
///   projections/<k>/             likewise
///     name, source, target, delay, kind    source, target: k of populations; kind: dense, sparse,
///                                          one_to_one, conv2d
///     node                       the NIR node that holds the weights; absent: all are 1
///     pools                      kernel, stride, padding (y, x) of each stage
///     map                        shape that the first stage or convolution takes
///     window, channels, groups, same       of a convolution
///     kernel                     where `node` holds a matrix with the pooling or the kernel
///     unrolled:
///                                the weights behind the pooling (sparse: as a matrix)
///     bits, shift, scale         of quantized weights
namespace engram::workloads {

inline constexpr const char* metadata_root = "/node/metadata/engram";
inline constexpr int metadata_format = 1;

/// Names of the nodes that a network was written to.
struct WrittenNodes {
  std::vector<std::string> populations;
  std::vector<std::string> weights;  ///< by projection; empty: a plain edge
  std::vector<std::string> bias;     ///< by population; empty: no bias
};

std::string node_path(const std::string& node);

/// NIR's name of a neuron model.
const char* nir_type(NeuronModel model);

void write_metadata(Hdf5Writer& file, const Network& network, const WrittenNodes& nodes,
                    const NirExport& options);

/// What a tool that does not read the metadata will not know, a line a thing.
std::vector<std::string> untold(const Network& network);

/// The factors and numbers of a step by their names in the metadata, for writer and reader.
struct StepNumber {
  const char* name;
  PerNeuron NeuronStep::*values;
};
const std::vector<StepNumber>& step_numbers();

struct FixedNumber {
  const char* name;
  std::vector<std::int64_t> FixedStep::*values;
};
const std::vector<FixedNumber>& fixed_numbers();

}  // namespace engram::workloads
