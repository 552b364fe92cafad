#include "hw/noc/router_network.hpp"

/// What a network that stands still tells of itself.
namespace engram::hw {

std::string RouterNetwork::input_name(Input input) const {
  const std::size_t channels = topology_.channels().size();
  if (input < channels) return topology_.buffer_name(input);
  const Endpoint& endpoint = endpoints_[input - channels];
  return router_name(endpoint.router) + "." + endpoint.name;
}

std::string RouterNetwork::waits() const {
  std::string text;
  for (const std::vector<Input>& inputs : inputs_) {
    for (const Input input : inputs) {
      if (buffers_[input].empty()) continue;
      const std::vector<Copy>& copies = buffers_[input].front().copies;
      for (std::size_t index = 0; index < copies.size(); ++index) {
        const Copy& copy = copies[index];
        if (index > 0 && copy.leaves_with(copies[index - 1])) continue;
        if (ejects(copy) ? ready_[copy.landing] != 0 : has_credit(copy)) continue;
        text += (text.empty() ? "" : "\n") + input_name(input) + " waits for " +
                (ejects(copy) ? endpoints_[copy.landing].name + " to be ready"
                              : "credit of " + input_name(copy.landing));
      }
    }
  }
  return text;
}

void RouterNetwork::watch() {
  if (patience_ == 0 || quiet_ < patience_) return;
  throw NetworkStalled("nothing moved for " + std::to_string(quiet_) + " cycles, " +
                       std::to_string(inside_) + " flits are inside:\n" + waits());
}

}  // namespace engram::hw
