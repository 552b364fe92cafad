#include "energy/characterise/energy_fit.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace engram::energy {
namespace {

using Row = std::vector<double>;

/// Solves the square system by elimination with pivoting; columns that hold nothing new are 0.
Row solve(std::vector<Row> a, Row b) {
  const std::size_t size = b.size();
  std::vector<bool> used(size, false);
  std::vector<std::size_t> pivot_row(size, size);
  for (std::size_t column = 0; column < size; ++column) {
    std::size_t best = size;
    for (std::size_t row = 0; row < size; ++row) {
      if (used[row]) continue;
      if (best == size || std::abs(a[row][column]) > std::abs(a[best][column])) best = row;
    }
    if (best == size || std::abs(a[best][column]) < 1e-12) continue;
    used[best] = true;
    pivot_row[column] = best;
    for (std::size_t row = 0; row < size; ++row) {
      if (row == best) continue;
      const double factor = a[row][column] / a[best][column];
      for (std::size_t at = column; at < size; ++at) a[row][at] -= factor * a[best][at];
      b[row] -= factor * b[best];
    }
  }
  Row x(size, 0);
  for (std::size_t column = 0; column < size; ++column) {
    if (pivot_row[column] < size) x[column] = b[pivot_row[column]] / a[pivot_row[column]][column];
  }
  return x;
}

double weight(const Observation& seen) {
  return seen.weight_pj > 0 ? seen.weight_pj : seen.energy_pj;
}

/// Normal equations of the scaled problem: every row divided by its weight, every column by its
/// norm, so that no tolerance depends on units.
struct Normal {
  std::vector<Row> ata;
  Row atb, norms;
};

Normal normal_equations(const std::vector<Observation>& observations, std::size_t columns) {
  Normal normal{std::vector<Row>(columns, Row(columns, 0)), Row(columns, 0), Row(columns, 0)};
  for (const Observation& seen : observations) {
    for (std::size_t i = 0; i < columns; ++i) {
      normal.norms[i] += std::pow(seen.counts[i] / weight(seen), 2);
    }
  }
  for (double& norm : normal.norms) norm = norm > 0 ? std::sqrt(norm) : 1;
  for (const Observation& seen : observations) {
    Row scaled(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      scaled[i] = seen.counts[i] / weight(seen) / normal.norms[i];
    }
    for (std::size_t i = 0; i < columns; ++i) {
      normal.atb[i] += scaled[i] * seen.energy_pj / weight(seen);
      for (std::size_t j = 0; j < columns; ++j) normal.ata[i][j] += scaled[i] * scaled[j];
    }
  }
  return normal;
}

/// The solution with only the chosen columns.
Row solve_chosen(const Normal& normal, const std::vector<bool>& chosen) {
  const std::size_t columns = normal.atb.size();
  std::vector<Row> a(columns, Row(columns, 0));
  Row b(columns, 0);
  for (std::size_t i = 0; i < columns; ++i) {
    if (!chosen[i]) continue;
    b[i] = normal.atb[i];
    for (std::size_t j = 0; j < columns; ++j) a[i][j] = chosen[j] ? normal.ata[i][j] : 0;
  }
  return solve(std::move(a), std::move(b));
}

/// The column that would lower the error most, or the number of columns.
std::size_t steepest(const Normal& normal, const Row& x, const std::vector<bool>& chosen) {
  std::size_t best = x.size();
  double most = 1e-10;
  for (std::size_t i = 0; i < x.size(); ++i) {
    double gradient = normal.atb[i];
    for (std::size_t j = 0; j < x.size(); ++j) gradient -= normal.ata[i][j] * x[j];
    if (!chosen[i] && gradient > most) {
      most = gradient;
      best = i;
    }
  }
  return best;
}

/// Goes from `x` towards `wanted` until a column is at 0; that one is let go.
void step(Row& x, const Row& wanted, std::vector<bool>& chosen) {
  double share = 1;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (chosen[i] && wanted[i] <= 0) share = std::min(share, x[i] / (x[i] - wanted[i]));
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] += share * (wanted[i] - x[i]);
    if (chosen[i] && x[i] <= 1e-14) {
      chosen[i] = false;
      x[i] = 0;
    }
  }
}

Row not_negative(const Normal& normal) {
  const std::size_t columns = normal.atb.size();
  Row x(columns, 0);
  std::vector<bool> chosen(columns, false);
  for (std::size_t round = 0; round < 10 * columns; ++round) {
    const std::size_t next = steepest(normal, x, chosen);
    if (next == columns) break;
    chosen[next] = true;
    Row wanted = solve_chosen(normal, chosen);
    const auto below = [&] {
      for (std::size_t i = 0; i < columns; ++i) {
        if (chosen[i] && wanted[i] <= 0) return true;
      }
      return false;
    };
    for (std::size_t guard = 0; below() && guard <= columns; ++guard) {
      step(x, wanted, chosen);
      wanted = solve_chosen(normal, chosen);
    }
    x = wanted;
  }
  return x;
}

}  // namespace

EnergyFit fit_energy(const std::vector<Observation>& observations) {
  const std::size_t columns = observations.empty() ? 0 : observations.front().counts.size();
  if (observations.empty() || observations.size() < columns) {
    throw std::invalid_argument("fewer observations than counts to fit");
  }
  for (const Observation& seen : observations) {
    if (seen.counts.size() != columns || !(seen.energy_pj >= 0) || !(weight(seen) > 0)) {
      throw std::invalid_argument("observation '" + seen.name + "' cannot be fitted");
    }
  }
  const Normal normal = normal_equations(observations, columns);
  EnergyFit fit;
  fit.coefficients = not_negative(normal);
  for (std::size_t i = 0; i < columns; ++i) fit.coefficients[i] /= normal.norms[i];
  for (const Observation& seen : observations) {
    double sum = 0;
    for (std::size_t i = 0; i < columns; ++i) sum += seen.counts[i] * fit.coefficients[i];
    fit.residuals.push_back(sum - seen.energy_pj);
  }
  return fit;
}

}  // namespace engram::energy
