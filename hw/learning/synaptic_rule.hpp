#pragma once

#include <cstdint>
#include <memory>

#include "hw/learning/learning_spec.hpp"

namespace engram::hw {

/// A learning rule: what is remembered at both ends of a synapse, and what follows for its weight.
/// The engine keeps the records (presynaptic: one an image row; postsynaptic: one a neuron), walks
/// the memories and rounds steps; a rule computes.
class SynapticRule {
 public:
  virtual ~SynapticRule() = default;
  /// Whether the postsynaptic record is an error, made in backward levels, and synapses are updated
  /// column by column; else it is a history of spikes, and they are updated row by row.
  virtual bool has_errors() const = 0;
  /// Presynaptic record after a timestep in which `arrived` unit events came.
  virtual std::uint64_t presynaptic(std::uint64_t before, std::uint64_t arrived) const = 0;
  virtual unsigned presynaptic_bits() const = 0;
  /// Whether that record depends on the one before: then it is read, and cleared before a sample.
  virtual bool remembers() const = 0;
  /// History of a neuron after a timestep with `spikes` (rules without errors).
  virtual std::int64_t postsynaptic(std::int64_t before, std::uint64_t spikes) const = 0;
  /// Whether a column (row) with this postsynaptic (presynaptic) record is visited at all.
  virtual bool visits_column(std::int64_t error) const = 0;
  virtual bool visits_row(std::uint64_t presynaptic) const = 0;
  /// Whether columns are read backward even where nobody waits for their sum.
  virtual bool reads_all_columns() const = 0;
  /// The weight steps down by this / 2^rate_shift levels.
  virtual std::int64_t gradient(std::uint64_t presynaptic, std::int64_t postsynaptic) const = 0;
};

/// The rule of `spec`, which must outlive it.
std::unique_ptr<SynapticRule> make_rule(const LearningSpec& spec);

std::unique_ptr<SynapticRule> three_factor_rule(const LearningSpec& spec);
std::unique_ptr<SynapticRule> backprop_rule(const LearningSpec& spec);
std::unique_ptr<SynapticRule> stdp_rule(const LearningSpec& spec);

}  // namespace engram::hw
