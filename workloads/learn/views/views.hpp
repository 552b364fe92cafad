#pragma once

#include "workloads/learn/weight_view.hpp"

/// One maker a kind, in the file of its name.
namespace engram::workloads::views {

std::unique_ptr<WeightView> make_uniform(const QuantizeAware&, const Connection&, bool shared);
std::unique_ptr<WeightView> make_learned(const QuantizeAware&, const Connection&, bool shared);
std::unique_ptr<WeightView> make_duq(const QuantizeAware&, const Connection&, bool shared);
std::unique_ptr<WeightView> make_wage(const QuantizeAware&, const Connection&, bool shared);
std::unique_ptr<WeightView> make_ternary(const QuantizeAware&, const Connection&, bool shared);
std::unique_ptr<WeightView> make_power_of_two(const QuantizeAware&, const Connection&, bool shared);

}  // namespace engram::workloads::views
