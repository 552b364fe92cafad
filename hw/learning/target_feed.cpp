#include "hw/learning/target_feed.hpp"

namespace engram::hw {

void TargetFeed::send(std::uint32_t timestep) {
  for (std::size_t index = 0; index < targets_->size(); ++index) {
    const SampleInput& train = (*targets_)[index];
    for (std::size_t& next = next_[index];
         next < train.events.size() && train.events[next].timestep == timestep; ++next) {
      network_.send_target({train.population, train.events[next].neuron, train.events[next].count});
    }
  }
}

}  // namespace engram::hw
