#pragma once

#include "memory/weight_format.hpp"
#include "workloads/compress/channels.hpp"
#include "workloads/learn/weight_view.hpp"

namespace engram::workloads::views {

/// A view whose weights are levels times a scale, one a tensor or one an output channel.
class GridView : public WeightView {
 public:
  GridView(const QuantizeAware& options, const Connection& connection, bool shared,
           WeightKind kind = WeightKind::uniform);
  void begin(std::span<const float>) override {}
  void forward(std::span<const float> weights, std::span<float> used) final;
  /// Straight through: rounding is taken for the identity (Bengio et al. 2013).
  void backward(std::span<const float>, std::span<float>) override {}
  Quantization quantization(std::span<const float> weights) const final;

 protected:
  /// Scale of each slice, before it is made a power of two; above 0.
  virtual std::vector<double> scales(std::span<const float> weights) const = 0;
  /// How a scale becomes a power of two where the population is shared: up, so that a scale from
  /// the largest weight clips nothing; or the nearest.
  virtual double shareable(double scale) const;
  /// Level of a weight; `slice` says which thresholds or ranges are its own.
  virtual std::int32_t level(double weight, double scale, std::size_t slice) const;

  /// Of the last forward.
  double scale(std::size_t slice) const { return used_scales_[slice]; }
  std::size_t slice(std::size_t index) const { return channels_.of(index); }
  std::size_t slices() const { return channels_.count(); }
  const WeightFormat& format() const { return format_; }
  double top() const { return max_level(format_); }
  /// `of(weights of a slice)` for every slice, in order.
  template <class Of>
  std::vector<double> by_slice(std::span<const float> weights, Of of) const;

 private:
  std::vector<double> scales_used(std::span<const float> weights) const;

  Channels channels_;
  WeightFormat format_;
  bool shared_;
  std::vector<double> used_scales_;
};

template <class Of>
std::vector<double> GridView::by_slice(std::span<const float> weights, Of of) const {
  std::vector<std::vector<double>> parts(slices());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    parts[slice(i)].push_back(static_cast<double>(weights[i]));
  }
  std::vector<double> found;
  for (const std::vector<double>& part : parts) found.push_back(of(part));
  return found;
}

/// Largest |w|.
double largest(const std::vector<double>& weights);
/// max|mean +- 3 deviations|: where a learned range begins.
double three_sigma(const std::vector<double>& weights);
/// Zeros become the largest of the others, or 1: a slice without weights has some scale all the
/// same.
std::vector<double> none_zero(std::vector<double> scales);
/// 2^round(log2 x).
double nearest_power(double x);

/// Element-wise gradient scaling (Lee et al. 2021): the factor of a gradient through a rounding of
/// u to r.
double ewgs(double gradient, double u, double r, double strength);

}  // namespace engram::workloads::views
