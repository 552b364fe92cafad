#include "sim/run/release_weights.hpp"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace engram::sim {
namespace {

template <class Value>
void release(std::vector<Value>& values) {
  std::vector<Value>().swap(values);
}

/// glibc keeps what is freed for the next allocation, up to tens of megabytes: a run of a big
/// network allocates little after its images.
void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace

void release_rounded(workloads::Network& network) {
  for (const auto& id : network.projections()) {
    workloads::Projection& projection = network.graph[id];
    if (projection.quantization.format.kind == WeightKind::float32) continue;
    release(workloads::weights(projection.connection));
  }
}

void release_weights(const Config& config, Prepared& prepared) {
  prepared.stored = stored_bits(config, prepared);
  for (const auto& id : prepared.network.projections()) {
    workloads::Projection& projection = prepared.network.graph[id];
    release(workloads::weights(projection.connection));
    projection.quantization.levels = {};
    release(projection.quantization.codes);
    if (auto* sparse = std::get_if<workloads::Sparse>(&projection.connection)) {
      release(sparse->row_begin);
      release(sparse->target);
    }
  }
  return_freed_memory();
}

}  // namespace engram::sim
