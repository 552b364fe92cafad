#include "sim/command/step_window.hpp"

#include <charconv>

namespace engram::sim {

void read_steps(const std::string& option, const std::string& text, std::uint32_t timesteps,
                TraceWindow& window) {
  const char* const end = text.data() + text.size();
  const auto [colon, bad_first] = std::from_chars(text.data(), end, window.first);
  const bool split = bad_first == std::errc{} && colon != end && *colon == ':';
  const auto [stop, bad_last] = std::from_chars(split ? colon + 1 : end, end, window.last);
  if (!split || bad_last != std::errc{} || stop != end || window.last < window.first) {
    throw InputFault(option + ": found '" + text + "', expected FIRST:LAST, such as 0:99");
  }
  if (window.first >= timesteps) {
    throw InputFault(option + ": begins at timestep " + std::to_string(window.first) +
                     " of a run of " + std::to_string(timesteps));
  }
}

void check_sample(const std::string& option, std::size_t sample, std::size_t samples) {
  if (sample < samples) return;
  throw InputFault(option + ": found " + std::to_string(sample) + ", but there are " +
                   std::to_string(samples) + " samples");
}

}  // namespace engram::sim
