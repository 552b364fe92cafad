#include "workloads/network/weight_source.hpp"

#include "workloads/network/large_pages.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

const WeightSource* source_of(const Projection& projection) {
  const auto* dense = std::get_if<Dense>(&projection.connection);
  return dense != nullptr && dense->source ? &dense->source : nullptr;
}

}  // namespace

std::vector<float> all_weights(const WeightSource& source) {
  std::vector<float> weights;
  reserve_large(weights, source.count);
  source.visit([&](std::span<const float> part) {
    weights.insert(weights.end(), part.begin(), part.end());
  });
  return weights;
}

void fetch_weights(Projection& projection) {
  if (source_of(projection) == nullptr) return;
  auto& dense = std::get<Dense>(projection.connection);
  dense.weights = all_weights(dense.source);
  dense.source = {};
}

void fetch_weights(Network& network) {
  for (const ProjectionId& id : network.projections()) fetch_weights(network.graph[id]);
}

void visit_weights(const Projection& projection, const WeightVisit& visit) {
  if (const WeightSource* source = source_of(projection)) return source->visit(visit);
  visit(weights(projection.connection));
}

std::uint64_t weight_count(const Projection& projection) {
  if (const WeightSource* source = source_of(projection)) return source->count;
  return weights(projection.connection).size();
}

}  // namespace engram::workloads
