#pragma once

#include "workloads/nir/nir_fields.hpp"
#include "workloads/nir/nir_graph.hpp"

/// The nodes that hold weights, and pooling, field by field; every fault is a FileFault.
namespace engram::workloads {

NirLinear read_linear(const NirFields& fields, bool affine);
/// `axes`: 1 or 2, Conv1d or Conv2d.
NirConv read_conv(const NirFields& fields, unsigned axes);
NirPool read_pool(const NirFields& fields, bool average);

}  // namespace engram::workloads
