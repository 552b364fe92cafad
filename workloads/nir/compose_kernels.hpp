#pragma once

#include <optional>

#include "workloads/nir/linear_map.hpp"

/// Compositions of convolutions that are convolutions again; nothing where they are not.
namespace engram::workloads {

/// `after` on the map of `before`. Tap k of the second one reads output o stride + k dilation of
/// the first, so the taps of both add up. Exact only where no tap of the second one leaves the
/// first one's map: outside it there is no output, while a wider kernel would still meet inputs
/// there. Groups: both ungrouped, or the second one takes each channel by itself (pooling).
std::optional<LinearMap> composed_kernels(const ConvGeometry& before,
                                          const std::vector<double>& first,
                                          const ConvGeometry& after,
                                          const std::vector<double>& second);

/// Factors on the outputs (inputs), one each: a convolution where they agree within each channel.
std::optional<LinearMap> scaled_outputs(const ConvGeometry& conv, std::vector<double> weights,
                                        const std::vector<double>& factors);
std::optional<LinearMap> scaled_inputs(const ConvGeometry& conv, std::vector<double> weights,
                                       const std::vector<double>& factors);

}  // namespace engram::workloads
