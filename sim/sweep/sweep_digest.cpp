#include "sim/sweep/sweep_digest.hpp"

#include <cmath>

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

/// Everything in a row, each with its length before it, so that no two lists look the same.
class Contents {
 public:
  Contents& add(const std::string& text) {
    all_ += std::to_string(text.size()) + ':' + text;
    return *this;
  }
  Contents& add(std::uint64_t number) { return add(std::to_string(number)); }
  Contents& add(double number) { return add(std::isnan(number) ? "none" : shortest(number + 0.0)); }
  template <class List>
  Contents& add_all(const List& list) {
    add(std::uint64_t{list.size()});
    for (const auto& one : list) add(one);
    return *this;
  }
  std::string digest() const { return config_key(all_); }

 private:
  std::string all_;
};

}  // namespace

std::string digest(const SweepHead& head) {
  Contents contents;
  contents.add(head.name).add(head.program).add(head.points);
  contents.add_all(head.axes).add_all(head.columns).add_all(head.objectives);
  for (const auto& axes : head.best_by) contents.add_all(axes);
  return contents.digest();
}

std::string digest(const SweepRow& row) {
  Contents contents;
  contents.add(row.number)
      .add(row.key)
      .add(row.status)
      .add(row.source)
      .add(row.error)
      .add(row.config);
  contents.add_all(row.values).add_all(row.figures);
  for (const energy::RowEnergy& one : row.energies) contents.add(one.row).add(one.picojoules);
  return contents.digest();
}

}  // namespace engram::sim
