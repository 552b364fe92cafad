#include <deque>

#include "workloads/reference/learning_rule.hpp"

/// Pairs of an arrival and a postsynaptic spike. An arrival pays for the spikes before it at once,
/// and for those from its own timestep on when its window has closed, so that only rows are walked
/// (Pedroni et al. 2019, Front. Neurosci. 13:357).
namespace engram::workloads::reference {
namespace {

using Flags = std::vector<std::uint8_t>;

/// What happened now ([0]) and in the timesteps before, no longer ago than a window.
class History {
 public:
  void push(Flags now, std::size_t window) {
    past_.push_front(std::move(now));
    if (past_.size() > window + 1) past_.pop_back();
  }
  bool happened(std::size_t ago, std::uint32_t at) const {
    return ago < past_.size() && past_[ago][at] != 0;
  }

 private:
  std::deque<Flags> past_;
};

Flags flags(const std::vector<std::uint64_t>& counts, std::size_t size) {
  Flags any(size, 0);
  for (std::size_t k = 0; k < counts.size(); ++k) any[k] = counts[k] > 0 ? 1 : 0;
  return any;
}

class StdpRule final : public Rule {
 public:
  StdpRule(const LearningTask& task, const LearningNetwork& network)
      : task_(task), network_(network) {}

  void start_sample(const std::vector<SpikeTrain>& /*targets*/) override {
    arrived_.assign(network_.learning().size(), {});
    emitted_.assign(network_.learning().size(), {});
  }

  void after_timestep(const Simulation& simulation, std::uint32_t timestep) override {
    const Graph& graph = network_.network().graph;
    const auto& learning = network_.learning();
    for (std::size_t p = 0; p < learning.size(); ++p) {
      arrived_[p].push(flags(arrivals(learning[p], simulation, timestep), learning[p].inputs),
                       window());
      const PopulationId target = learning[p].target;
      emitted_[p].push(flags(simulation.spikes(target, timestep), graph[target].shape.size()),
                       window());
      std::vector<Wide> gradients;
      for (const StoredSynapse& synapse : learning[p].synapses) {
        gradients.push_back(depression(p, synapse) - potentiation(p, synapse));
      }
      step_weights(task_, learning[p], gradients, timestep);
    }
  }

 private:
  std::size_t window() const { return task_.potentiation.size(); }

  std::int64_t depression(std::size_t p, const StoredSynapse& synapse) const {
    if (!arrived_[p].happened(0, synapse.input)) return 0;
    std::int64_t sum = 0;
    for (std::size_t k = 1; k <= window(); ++k) {
      if (emitted_[p].happened(k, synapse.neuron)) sum += task_.depression[k - 1];
    }
    return sum;
  }

  std::int64_t potentiation(std::size_t p, const StoredSynapse& synapse) const {
    if (!arrived_[p].happened(window(), synapse.input)) return 0;
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < window(); ++k) {
      if (emitted_[p].happened(window() - k, synapse.neuron)) sum += task_.potentiation[k];
    }
    return sum;
  }

  const LearningTask& task_;
  const LearningNetwork& network_;
  std::vector<History> arrived_, emitted_;  ///< by learning projection: its inputs, its neurons
};

}  // namespace

std::unique_ptr<Rule> make_stdp_rule(const LearningTask& task, const LearningNetwork& network) {
  return std::make_unique<StdpRule>(task, network);
}

}  // namespace engram::workloads::reference
