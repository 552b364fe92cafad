#include "sim/run/prepare.hpp"

#include "sim/run/encoding_search.hpp"
#include "sim/run/prepare_with.hpp"

namespace engram::sim {

Prepared prepare(const Config& config, Weights weights) {
  return prepare_with(config, search_encodings, weights);
}

Prepared prepare_compressed(const Config& config) {
  return prepare_compressed_with(config, search_encodings);
}

}  // namespace engram::sim
