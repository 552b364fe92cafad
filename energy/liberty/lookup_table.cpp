#include "energy/liberty/lookup_table.hpp"

#include <algorithm>
#include <cstddef>

namespace engram::energy {
namespace {

/// Where `x` is on an axis: between entries low and low + 1, `share` of the way.
struct Place {
  std::size_t low = 0;
  double share = 0;
};

Place find(const std::vector<double>& axis, double x) {
  if (axis.size() < 2) return {};
  const auto above = std::upper_bound(axis.begin() + 1, axis.end() - 1, x);
  const auto low = static_cast<std::size_t>(above - axis.begin()) - 1;
  return {low, (x - axis[low]) / (axis[low + 1] - axis[low])};
}

}  // namespace

double LookupTable::at(double slew_ns, double load_pf) const {
  if (values.empty()) return 0;
  const Place slew = find(slews, slew_ns), load = find(loads, load_pf);
  const std::size_t columns = std::max<std::size_t>(loads.size(), 1);
  const auto row = [&](std::size_t index) {
    const double* begin = values.data() + index * columns + load.low;
    return load.share == 0 ? begin[0] : begin[0] + (begin[1] - begin[0]) * load.share;
  };
  const double low = row(slew.low);
  return slew.share == 0 ? low : low + (row(slew.low + 1) - low) * slew.share;
}

double LookupTable::middle() const {
  if (values.empty()) return 0;
  const std::size_t columns = std::max<std::size_t>(loads.size(), 1);
  return values[slews.size() / 2 * columns + loads.size() / 2];
}

}  // namespace engram::energy
