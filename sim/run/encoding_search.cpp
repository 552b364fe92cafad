#include "sim/run/encoding_search.hpp"

#include <algorithm>
#include <set>

#include "sim/run/encoding_candidates.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/encoding_trials.hpp"
#include "workloads/mapping/mapping.hpp"

namespace engram::sim {
namespace {

using Picks = EncodingTrials::Picks;
using Candidates = std::vector<EncodingCandidate>;

/// One search: which projections are chosen for, what each may take, and the runs.
class Search {
 public:
  Search(const Config& config, const Prepared& prepared, std::vector<EncodingChoice> named)
      : prepared_(prepared),
        named_(std::move(named)),
        trials_(config, prepared, [this](const Picks& picks) { return choices(picks); }) {
    const auto projections = prepared.network.projections();
    std::string faults;
    for (std::size_t p = 0; p < projections.size(); ++p) {
      const workloads::Projection& projection = prepared.network.graph[projections[p]];
      if (!is_chosen(config.chip.synapse_memory, projection.name)) continue;
      chosen_.push_back(p);
      candidates_.push_back(encoding_candidates(config.chip.synapse_memory, projection));
      for (const EncodingCandidate& candidate : candidates_.back()) {
        if (candidate.refusal.empty()) break;
        if (&candidate != &candidates_.back().back()) continue;
        faults += (faults.empty() ? "" : "\n") + projection.name + ": " + candidate.refusal;
      }
    }
    if (!faults.empty()) throw InputFault(faults);
  }

  bool nothing_to_choose() const { return chosen_.empty(); }

  std::vector<EncodingChoice> choices(const Picks& picks) const {
    std::vector<EncodingChoice> all = named_;
    for (std::size_t k = 0; k < picks.size(); ++k) {
      all[chosen_[k]] = candidates_[k][picks[k]].choice;
    }
    return all;
  }

  Picks cheapest() {
    const std::vector<Picks> singles = single_encodings();
    trials_.make(singles);
    std::vector<Picks> starts = singles;
    if (!best_of(singles)) {
      starts = {smallest()};
    } else {
      starts.push_back(cheapest_each(singles));
    }
    trials_.make(starts);
    const Picks* const start = best_of(starts);
    if (start == nullptr) throw InputFault(refusals(singles));
    return descend(*start);
  }

  std::vector<EncodingVerdict> verdicts(const Picks& picks) const {
    const EncodingTrial& run = trials_.at(picks);
    std::vector<EncodingVerdict> all;
    for (const EncodingChoice& choice : named_) {
      all.push_back({{{choice, "", run.total, run.parts}}, 0, false});
    }
    for (std::size_t k = 0; k < picks.size(); ++k) {
      EncodingVerdict& verdict = all[chosen_[k]];
      verdict = {candidates_[k], picks[k], true};
      for (std::size_t c = 0; c < verdict.candidates.size(); ++c) {
        EncodingCandidate& candidate = verdict.candidates[c];
        if (!candidate.refusal.empty()) continue;
        const EncodingTrial& trial = trials_.at(changed(picks, k, c));
        candidate.refusal = trial.refusal;
        candidate.total = trial.total;
        candidate.parts = trial.parts;
      }
    }
    return all;
  }

 private:
  static Picks changed(Picks picks, std::size_t k, std::size_t candidate) {
    picks[k] = candidate;
    return picks;
  }

  /// Every candidate of every projection once, as if named chip-wide; without repetitions.
  std::vector<Picks> single_encodings() const {
    std::vector<Picks> singles;
    for (const Candidates& wanted : candidates_) {
      for (const EncodingCandidate& one : wanted) {
        if (!one.refusal.empty()) continue;
        Picks picks;
        for (const Candidates& own : candidates_) {
          picks.push_back(nearest_candidate(own, one.choice));
        }
        if (std::find(singles.begin(), singles.end(), picks) == singles.end()) {
          singles.push_back(std::move(picks));
        }
      }
    }
    return singles;
  }

  /// Each projection as it cost least in `runs`, by its own lines.
  Picks cheapest_each(const std::vector<Picks>& runs) const {
    Picks picks = *best_of(runs);
    for (std::size_t k = 0; k < picks.size(); ++k) {
      const auto own = [&](const Picks& run) { return trials_.at(run).own[chosen_[k]]; };
      const Picks* least = best_of(runs);
      for (const Picks& run : runs) {
        if (trials_.at(run).runs() && own(run) < own(*least)) least = &run;
      }
      picks[k] = (*least)[k];
    }
    return picks;
  }

  /// The fewest bits: a chip too small for any single encoding may hold a mixture.
  Picks smallest() const {
    Picks picks;
    for (std::size_t k = 0; k < chosen_.size(); ++k) {
      const auto id = prepared_.network.projections()[chosen_[k]];
      const std::uint32_t targets = static_cast<std::uint32_t>(
          prepared_.network.graph[boost::target(id, prepared_.network.graph)].shape.size());
      std::vector<std::uint32_t> axons;
      const SynapseMatrix matrix =
          workloads::slice_matrix(prepared_.network.graph[id], 0, targets, axons);
      std::uint64_t least = UINT64_MAX;
      std::size_t pick = 0;
      for (std::size_t c = 0; c < candidates_[k].size(); ++c) {
        if (!candidates_[k][c].refusal.empty()) continue;
        const std::uint64_t bits = packed_bits(matrix, candidates_[k][c].choice);
        if (bits < least) pick = c;
        least = std::min(least, bits);
      }
      picks.push_back(pick);
    }
    return picks;
  }

  /// The first of the cheapest; null where none runs.
  const Picks* best_of(const std::vector<Picks>& runs) const {
    const Picks* best = nullptr;
    for (const Picks& run : runs) {
      if (!trials_.at(run).runs()) continue;
      if (best == nullptr || trials_.at(run).total < trials_.at(*best).total) best = &run;
    }
    return best;
  }

  Picks descend(Picks best) {
    while (true) {
      std::vector<Picks> moves{best};
      Picks together = best;  // every projection's best move at once
      trials_.make(neighbours(best));
      for (std::size_t k = 0; k < best.size(); ++k) {
        const std::vector<Picks> own = neighbours_of(best, k);
        const Picks* const move = best_of(own);
        if (move == nullptr || trials_.at(*move).total >= trials_.at(best).total) continue;
        moves.push_back(*move);
        together[k] = (*move)[k];
      }
      if (moves.size() == 1) return best;
      moves.push_back(together);
      trials_.make(moves);
      best = *best_of(moves);
    }
  }

  std::vector<Picks> neighbours_of(const Picks& picks, std::size_t k) const {
    std::vector<Picks> all;
    for (std::size_t c = 0; c < candidates_[k].size(); ++c) {
      if (candidates_[k][c].refusal.empty() && c != picks[k]) all.push_back(changed(picks, k, c));
    }
    return all;
  }

  std::vector<Picks> neighbours(const Picks& picks) const {
    std::vector<Picks> all;
    for (std::size_t k = 0; k < picks.size(); ++k) {
      for (Picks& one : neighbours_of(picks, k)) all.push_back(std::move(one));
    }
    return all;
  }

  /// Why nothing runs, each reason once.
  std::string refusals(const std::vector<Picks>& singles) const {
    std::set<std::string> reasons;
    for (const Picks& run : singles) reasons.insert(trials_.at(run).refusal);
    std::string text;
    for (const std::string& reason : reasons) text += (text.empty() ? "" : "\n") + reason;
    return text;
  }

  const Prepared& prepared_;
  std::vector<EncodingChoice> named_;
  std::vector<std::size_t> chosen_;     ///< projections on "auto"
  std::vector<Candidates> candidates_;  ///< of each of them
  EncodingTrials trials_;
};

}  // namespace

std::vector<EncodingVerdict> search_encodings(const Config& config, const Prepared& prepared,
                                              std::vector<EncodingChoice>& choices) {
  Search search(config, prepared, choices);
  if (search.nothing_to_choose()) return {};
  const Picks picks = search.cheapest();
  choices = search.choices(picks);
  return search.verdicts(picks);
}

}  // namespace engram::sim
