#pragma once

#include <cstdint>
#include <optional>

#include "workloads/network/weight_source.hpp"

namespace engram::workloads {

/// What time constants and delays of a file are counted in.
enum class NirTimeUnit { seconds, timesteps };

/// What to accept of files that leave the standard; by default nothing.
struct NirOptions {
  /// Absent: seconds, and a time constant or delay of 1 s or more that is 1000 timesteps or more is
  /// refused, because some tools write numbers of timesteps. `timesteps`: DynamicsChoice::dt is not
  /// used.
  std::optional<NirTimeUnit> time_unit = {};
  /// Turns a weight matrix round where its transpose fits what feeds it and the matrix itself does
  /// not. (A square one fits both ways and is taken as it stands.)
  bool transposed_weights = false;
  /// An edge that names a node which is not there is led to the one node of its graph that no edge
  /// names and whose type contains that name, whatever the case ("lif": a CubaLIF).
  bool match_missing_nodes = false;
  /// The weights of a Linear or Affine node of at least so many are not read where they become a
  /// projection as they are: they keep their source (weight_source.hpp).
  std::uint64_t parts_from = kNoProjection;
};

}  // namespace engram::workloads
