#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "workloads/network/network.hpp"

/// slice_matrix() of large projections a range of rows at a time (memory/row_ranges.hpp).
namespace engram::workloads {

/// Dense projections whose codes are not looked up; the others have few synapses or few weights.
bool has_row_ranges(const Projection& projection);

/// The matrix of `count` targets without its synapses. Precondition of both: has_row_ranges.
SynapseMatrix slice_shape(const Projection& projection, std::uint32_t count,
                          std::vector<std::uint32_t>& axon_input);

/// Calls visit(first row, rows) for ranges that together are slice_matrix(projection, first,
/// count).
void visit_row_ranges(const Projection& projection, std::uint32_t first, std::uint32_t count,
                      const std::function<void(std::uint32_t, const SynapseMatrix&)>& visit);

}  // namespace engram::workloads
