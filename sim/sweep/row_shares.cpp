#include "sim/sweep/row_shares.hpp"

#include <algorithm>
#include <map>

#include "sim/config/json_writer.hpp"
#include "sim/results/csv.hpp"

namespace engram::sim {
namespace {

struct Shares {
  std::string row;
  double sum = 0, largest = 0;
  std::uint64_t number = 0;  ///< of the point with the largest
  std::uint64_t first = 0;
};

double total_of(const SweepRow& point) {
  double total = 0;
  for (const energy::RowEnergy& one : point.energies) total += one.picojoules;
  return total;
}

}  // namespace

std::string rows_csv(const std::vector<SweepRow>& rows) {
  std::map<std::string, Shares> by_row;
  double points = 0;
  for (const SweepRow& point : rows) {
    const double total = total_of(point);
    if (!(total > 0)) continue;
    ++points;
    double most = 0;
    for (const energy::RowEnergy& one : point.energies) most = std::max(most, one.picojoules);
    for (const energy::RowEnergy& one : point.energies) {
      Shares& shares = by_row[one.row];
      const double share = one.picojoules / total;
      shares.row = one.row;
      shares.sum += share;
      if (share > shares.largest) {
        shares.largest = share;
        shares.number = point.number;
      }
      if (one.picojoules == most) ++shares.first;
    }
  }
  std::vector<Shares> sorted;
  for (const auto& [row, shares] : by_row) sorted.push_back(shares);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Shares& a, const Shares& b) { return a.sum > b.sum; });
  std::string text = "row,share,largest,number,first\n";
  for (const Shares& one : sorted) {
    text += csv_field(one.row) + ',' + shortest(one.sum / points) + ',' + shortest(one.largest) +
            ',' + std::to_string(one.number) + ',' + std::to_string(one.first) + '\n';
  }
  return text;
}

}  // namespace engram::sim
