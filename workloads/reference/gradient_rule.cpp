#include <algorithm>

#include "workloads/reference/backward_errors.hpp"
#include "workloads/reference/learning_rule.hpp"

/// three_factor and backprop: they differ in the memory of a trace alone. What a chip visits to
/// compute them differs, which is none of the reference's business.
namespace engram::workloads::reference {
namespace {

class GradientRule final : public Rule {
 public:
  GradientRule(const LearningTask& task, const LearningNetwork& network)
      : task_(task), network_(network), errors_(task, network) {}

  void start_sample(const std::vector<SpikeTrain>& targets) override {
    targets_ = &targets;
    traces_.clear();
    for (const LearningProjection& projection : network_.learning()) {
      traces_.emplace_back(projection.inputs, 0);
    }
  }

  void after_timestep(const Simulation& simulation, std::uint32_t timestep) override {
    const auto& learning = network_.learning();
    for (std::size_t p = 0; p < learning.size(); ++p) {
      follow(arrivals(learning[p], simulation, timestep), traces_[p]);
    }
    // All errors before any update: they see the weights that the timestep ran with.
    const PopulationErrors errors = errors_.after(simulation, timestep, *targets_);
    for (std::size_t p = 0; p < learning.size(); ++p) {
      std::vector<Wide> gradients;
      for (const StoredSynapse& synapse : learning[p].synapses) {
        gradients.push_back(Wide{errors[learning[p].target][synapse.neuron]} *
                            traces_[p][synapse.input]);
      }
      step_weights(task_, learning[p], gradients, timestep);
    }
  }

 private:
  void follow(const std::vector<std::uint64_t>& arrived, std::vector<std::int64_t>& trace) const {
    const Wide top = (Wide{1} << task_.trace_bits) - 1;
    for (std::size_t input = 0; input < trace.size(); ++input) {
      const Wide kept = task_.rule == LearningRule::three_factor
                            ? Wide{trace[input]} * task_.trace_decay / 4096
                            : Wide{0};
      trace[input] =
          static_cast<std::int64_t>(std::min(top, kept + Wide{arrived[input]} * task_.trace_gain));
    }
  }

  const LearningTask& task_;
  const LearningNetwork& network_;
  BackwardErrors errors_;
  const std::vector<SpikeTrain>* targets_ = nullptr;
  std::vector<std::vector<std::int64_t>> traces_;  ///< by learning projection, by input
};

}  // namespace

std::unique_ptr<Rule> make_gradient_rule(const LearningTask& task, const LearningNetwork& network) {
  return std::make_unique<GradientRule>(task, network);
}

}  // namespace engram::workloads::reference
