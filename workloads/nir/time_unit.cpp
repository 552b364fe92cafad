#include "workloads/nir/time_unit.hpp"

#include <cmath>
#include <sstream>

#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

[[noreturn]] void refuse(const std::ostringstream& text) {
  throw NetworkFault(text.str());
}

}  // namespace

std::uint32_t whole_timesteps(double delay, double dt, bool unit_is_stated) {
  if (delay == 0) return 0;
  std::ostringstream text;
  if (!(dt > 0) || !std::isfinite(dt)) {
    text << "delay: needs dt > 0, the length of a timestep (found " << dt << ")";
    refuse(text);
  }
  check_plausible("delay", delay, dt, unit_is_stated);
  const double steps = delay / dt;
  const double whole = std::nearbyint(steps);
  if (!(whole <= most_delay)) {
    text << "delay: found " << steps << " timesteps, expected at most " << most_delay;
    refuse(text);
  }
  if (std::abs(steps - whole) > 1e-6 * std::max(1.0, whole)) {
    text << "delay: found " << delay << " = " << steps << " timesteps of " << dt
         << ", expected a whole number of them";
    refuse(text);
  }
  return static_cast<std::uint32_t>(whole);
}

void check_plausible(const char* field, double time, double dt, bool unit_is_stated) {
  if (unit_is_stated || !(dt > 0) || !(time >= 1.0) || !(time / dt >= 1000.0)) return;
  std::ostringstream text;
  text << field << ": found " << time << " s, which is " << time / dt << " timesteps of " << dt
       << " s; expected less than 1 s or 1000 timesteps. If the file counts timesteps, say so "
          "(time_unit 'timesteps'); if it means seconds, too ('seconds')";
  refuse(text);
}

}  // namespace engram::workloads
