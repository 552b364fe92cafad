#pragma once

#include <string>
#include <vector>

#include "sim/run/prepare.hpp"

/// A network for learning tasks, without files.
namespace engram::sim {

/// in (4) -> conv "kernel" -> hidden (3) -> dense "full" -> out (2), levels of 8 bits, and a
/// "float" projection from in into a readout "other".
workloads::Network learning_network();

/// A config with "learning" of the given rule; targets are not named yet.
Config learning_config(const std::string& rule);

/// what() of the exception that `work` throws; "" where it throws none.
template <class Work>
std::string message_of(Work work) {
  try {
    work();
  } catch (const std::exception& fault) {
    return fault.what();
  }
  return "";
}

}  // namespace engram::sim
