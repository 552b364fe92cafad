#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workloads/network/generate.hpp"

namespace engram::sim {

/// A native JSON network as read: plain data for workloads/network/generate.
using NetworkDescription = workloads::NetworkDescription;

}  // namespace engram::sim
