#pragma once

namespace engram::hw {

enum class Fidelity { fast, cycle };

inline const char* to_string(Fidelity fidelity) {
  return fidelity == Fidelity::cycle ? "cycle" : "fast";
}

}  // namespace engram::hw
