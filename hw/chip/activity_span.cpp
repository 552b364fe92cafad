#include "hw/chip/activity_span.hpp"

namespace engram::hw {

const char* to_string(Work work) {
  switch (work) {
    case Work::timestep:
      return "timestep";
    case Work::level:
      return "level";
    case Work::barrier:
      return "barrier";
    case Work::input:
      return "input";
    case Work::integrate:
      return "integrate";
    case Work::update:
      return "update";
    case Work::backward:
      return "backward";
    case Work::exchange:
      return "exchange";
    case Work::learn:
      return "learn";
  }
  return "";
}

Work learning_work(Stage stage) {
  if (stage == Stage::backward) return Work::backward;
  return stage == Stage::exchange ? Work::exchange : Work::learn;
}

}  // namespace engram::hw
