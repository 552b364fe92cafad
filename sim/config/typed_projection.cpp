#include "sim/config/typed_projection.hpp"

#include <tuple>

#include "sim/config/typed_pair.hpp"
#include "sim/config/typed_weights.hpp"
#include "workloads/network/geometry.hpp"

namespace engram::sim {
namespace {

using workloads::ProjectionDescription;
using Kind = ProjectionDescription::Kind;

void read_conv(const TypedReader& projection, ProjectionDescription& result) {
  if (result.kind != Kind::conv2d) {
    for (const char* key : {"kernel", "stride", "padding", "dilation", "groups"}) {
      if (projection.has(key)) projection.fault(key, "is read with type conv2d only");
    }
    return;
  }
  if (!projection.has("kernel")) projection.fault("kernel", "missing; type conv2d needs it");
  std::tie(result.kernel_y, result.kernel_x) = read_pair(projection, "kernel", {1, 1});
  std::tie(result.stride_y, result.stride_x) = read_pair(projection, "stride", {1, 1});
  std::tie(result.pad_y, result.pad_x) = read_pair(projection, "padding", {0, 0});
  std::tie(result.dilation_y, result.dilation_x) = read_pair(projection, "dilation", {1, 1});
  result.groups = projection.maybe_count("groups").value_or(1);
}

void read_pools(const TypedReader& pools, ProjectionDescription& result) {
  for (std::size_t index = 0; index < pools.object().items.size(); ++index) {
    const TypedReader pool(pools.object().items[index],
                           child_pointer(pools.pointer(), std::to_string(index)), pools.faults());
    workloads::Pool p;
    std::tie(p.kernel_y, p.kernel_x) = read_pair(pool, "kernel", {1, 1});
    std::tie(p.stride_y, p.stride_x) = read_pair(pool, "stride", {p.kernel_y, p.kernel_x});
    std::tie(p.pad_y, p.pad_x) = read_pair(pool, "padding", {0, 0});
    result.pools.push_back(p);
  }
}

/// Weights that (out, in / groups, y, x) asks for; what does not fit together throws NetworkFault.
std::uint64_t conv_weights(const ProjectionDescription& d, const workloads::Shape& in,
                           const workloads::Shape& out) {
  return workloads::kernel_size(
      workloads::conv_geometry(in, out.channels,
                               {d.kernel_y, d.kernel_x, d.stride_y, d.stride_x, d.pad_y, d.pad_x,
                                d.dilation_y, d.dilation_x},
                               d.groups));
}

}  // namespace

ProjectionDescription read_projection(const TypedReader& projection) {
  ProjectionDescription result;
  result.name = projection.text("name");
  result.source = projection.text("source");
  result.target = projection.text("target");
  result.delay = projection.count("delay");
  const std::string type = projection.text("type");
  result.kind = type == "dense"    ? Kind::dense
                : type == "sparse" ? Kind::sparse
                : type == "conv2d" ? Kind::conv2d
                                   : Kind::one_to_one;
  if (projection.has("pool")) read_pools(projection.child("pool"), result);
  read_conv(projection, result);
  result.weights = read_weights(projection.child("weights"));
  return result;
}

void check_weight_count(const TypedReader& projection, const ProjectionDescription& d,
                        const workloads::Shape& source, const workloads::Shape& target) {
  if (d.weights.kind != workloads::WeightDescription::Kind::values) return;
  try {
    workloads::Shape in = source;
    for (const workloads::Pool& pool : d.pools) in = workloads::pool_stage(in, pool).out;
    const std::uint64_t expected = d.kind == Kind::conv2d       ? conv_weights(d, in, target)
                                   : d.kind == Kind::one_to_one ? target.size()
                                                                : target.size() * in.size();
    if (d.weights.values.size() == expected) return;
    projection.child("weights").fault(
        "values", "projection '" + d.name + "': found " + std::to_string(d.weights.values.size()) +
                      " weights, expected " + std::to_string(expected) + " between " +
                      to_string(in) + " and " + to_string(target));
  } catch (const workloads::NetworkFault&) {
    return;  // the shapes do not fit together: generate() has more to say about that
  }
}

}  // namespace engram::sim
