#include "sim/sweep/plan_points.hpp"

#include <algorithm>
#include <map>

#include "sim/config/config_fault.hpp"
#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

SweepPlan plan_points(const Sweep& sweep) {
  SweepPlan plan;
  std::vector<PlannedPoint>& planned = plan.points;
  std::vector<Fault> faults;
  std::map<std::string, std::uint64_t> numbers;  // by key
  for (SweepPoint& point : sweep_points(sweep)) {
    const std::uint64_t number = planned.size();
    try {
      LoadedConfig loaded = load_config(sweep.base, point.sets);
      const std::string key = config_key(loaded.resolved);
      if (const auto [same, is_new] = numbers.emplace(key, number); !is_new) {
        throw InputFault("points " + std::to_string(same->second) + " and " +
                         std::to_string(number) +
                         " are the same run: values of an axis that change nothing");
      }
      plan.files.add(loaded.tree);
      planned.push_back({point,
                         {number, key, point.values, "", "", "", loaded.resolved, {}},
                         point_keys(loaded.tree),
                         can_be_priced(loaded.config)
                             ? std::make_shared<const Config>(std::move(loaded.config))
                             : nullptr});
    } catch (const ConfigFault& fault) {
      for (const Fault& one : fault.faults()) {
        const bool known = std::any_of(faults.begin(), faults.end(), [&](const Fault& other) {
          return other.text() == one.text();
        });
        if (!known) faults.push_back(one);
      }
      planned.push_back({point, {}, {}, nullptr});
    }
  }
  if (!faults.empty()) throw ConfigFault(std::move(faults));
  if (planned.empty()) throw InputFault("the sweep has no point: `where` leaves none");
  return plan;
}

}  // namespace engram::sim
