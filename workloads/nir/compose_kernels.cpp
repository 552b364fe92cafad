#include "workloads/nir/compose_kernels.hpp"

#include "workloads/network/geometry.hpp"

namespace engram::workloads {
namespace {

/// Whether every window of an axis lies inside the map.
bool stays_inside(std::uint32_t size, std::uint32_t windows, std::uint32_t kernel,
                  std::uint32_t stride, std::uint32_t pad, std::uint32_t dilation) {
  return pad == 0 &&
         std::uint64_t{windows - 1} * stride + std::uint64_t{kernel - 1} * dilation < size;
}

/// Taps of two kernels along one axis, the second one's in steps of the first one's stride.
std::uint64_t joint_taps(std::uint32_t first, std::uint32_t first_dilation, std::uint32_t second,
                         std::uint32_t second_dilation, std::uint32_t stride) {
  return std::uint64_t{second - 1} * second_dilation * stride +
         std::uint64_t{first - 1} * first_dilation + 1;
}

/// Adds to a joint kernel what input channel `in` of the first one gives to output channel `out` of
/// the second one through channel `between`.
void add_taps(const ConvGeometry& before, const double* first, const ConvGeometry& after,
              const double* second, std::uint32_t joint_width, double* joint) {
  for (std::uint64_t y2 = 0; y2 < after.kernel_height; ++y2) {
    for (std::uint64_t x2 = 0; x2 < after.kernel_width; ++x2) {
      const double factor = second[y2 * after.kernel_width + x2];
      const std::uint64_t top = y2 * after.dilation_y * before.stride_y;
      const std::uint64_t left = x2 * after.dilation_x * before.stride_x;
      for (std::uint64_t y1 = 0; y1 < before.kernel_height; ++y1) {
        for (std::uint64_t x1 = 0; x1 < before.kernel_width; ++x1) {
          joint[(top + y1 * before.dilation_y) * joint_width + left + x1 * before.dilation_x] +=
              first[y1 * before.kernel_width + x1] * factor;
        }
      }
    }
  }
}

std::optional<ConvGeometry> joint_geometry(const ConvGeometry& before, const ConvGeometry& after,
                                           bool each_channel) {
  if (!stays_inside(before.out_height, after.out_height, after.kernel_height, after.stride_y,
                    after.pad_y, after.dilation_y) ||
      !stays_inside(before.out_width, after.out_width, after.kernel_width, after.stride_x,
                    after.pad_x, after.dilation_x)) {
    return std::nullopt;
  }
  const std::uint64_t height = joint_taps(before.kernel_height, before.dilation_y,
                                          after.kernel_height, after.dilation_y, before.stride_y);
  const std::uint64_t width = joint_taps(before.kernel_width, before.dilation_x, after.kernel_width,
                                         after.dilation_x, before.stride_x);
  const std::uint64_t planes =
      std::uint64_t{after.out_channels} * (before.in_channels / before.groups);
  if (height > largest_map || width > largest_map || height * width > most_composed_weights ||
      planes > most_composed_weights / (height * width) ||
      std::uint64_t{before.stride_y} * after.stride_y > largest_map ||
      std::uint64_t{before.stride_x} * after.stride_x > largest_map) {
    return std::nullopt;
  }
  ConvGeometry joint = before;
  joint.out_channels = after.out_channels;
  joint.out_height = after.out_height;
  joint.out_width = after.out_width;
  joint.kernel_height = static_cast<std::uint32_t>(height);
  joint.kernel_width = static_cast<std::uint32_t>(width);
  joint.stride_y = before.stride_y * after.stride_y;
  joint.stride_x = before.stride_x * after.stride_x;
  joint.dilation_y = joint.dilation_x = 1;
  joint.groups = each_channel ? before.groups : 1;
  return joint;
}

}  // namespace

std::optional<LinearMap> composed_kernels(const ConvGeometry& before,
                                          const std::vector<double>& first,
                                          const ConvGeometry& after,
                                          const std::vector<double>& second) {
  const bool each_channel =
      after.groups == after.in_channels && after.out_channels == after.in_channels;
  const bool plain = before.groups == 1 && after.groups == 1;
  if ((!each_channel && !plain) || !(output_shape(before) == input_shape(after))) {
    return std::nullopt;
  }
  const std::optional<ConvGeometry> joint = joint_geometry(before, after, each_channel);
  if (!joint) return std::nullopt;
  LinearMap map{*joint, std::vector<double>(kernel_size(*joint), 0.0)};
  const std::uint64_t plane1 = std::uint64_t{before.kernel_height} * before.kernel_width;
  const std::uint64_t plane2 = std::uint64_t{after.kernel_height} * after.kernel_width;
  const std::uint64_t plane = std::uint64_t{joint->kernel_height} * joint->kernel_width;
  const std::uint64_t ins = before.in_channels / before.groups;
  for (std::uint64_t out = 0; out < joint->out_channels; ++out) {
    const std::uint64_t begin = each_channel ? out : 0;
    const std::uint64_t end = each_channel ? out + 1 : after.in_channels;
    for (std::uint64_t between = begin; between < end; ++between) {
      const std::uint64_t at2 = each_channel ? out : out * after.in_channels + between;
      for (std::uint64_t in = 0; in < ins; ++in) {
        add_taps(before, &first[(between * ins + in) * plane1], after, &second[at2 * plane2],
                 joint->kernel_width, &map.weights[(out * ins + in) * plane]);
      }
    }
  }
  return map;
}

std::optional<LinearMap> scaled_outputs(const ConvGeometry& conv, std::vector<double> weights,
                                        const std::vector<double>& factors) {
  const std::size_t plane = std::size_t{conv.out_height} * conv.out_width;
  for (std::size_t at = 0; at < factors.size(); ++at) {
    if (factors[at] != factors[at / plane * plane]) return std::nullopt;
  }
  const std::size_t kernel = weights.size() / conv.out_channels;
  for (std::size_t at = 0; at < weights.size(); ++at) weights[at] *= factors[at / kernel * plane];
  return LinearMap{conv, std::move(weights)};
}

std::optional<LinearMap> scaled_inputs(const ConvGeometry& conv, std::vector<double> weights,
                                       const std::vector<double>& factors) {
  const std::size_t plane = std::size_t{conv.in_height} * conv.in_width;
  for (std::size_t at = 0; at < factors.size(); ++at) {
    if (factors[at] != factors[at / plane * plane]) return std::nullopt;
  }
  const std::size_t taps = std::size_t{conv.kernel_height} * conv.kernel_width;
  const std::size_t ins = conv.in_channels / conv.groups, outs = conv.out_channels / conv.groups;
  for (std::size_t at = 0; at < weights.size(); ++at) {
    const std::size_t group = at / (taps * ins) / outs;
    weights[at] *= factors[(group * ins + at / taps % ins) * plane];
  }
  return LinearMap{conv, std::move(weights)};
}

}  // namespace engram::workloads
