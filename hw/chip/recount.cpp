#include "hw/chip/recount.hpp"

#include <algorithm>
#include <tuple>

#include "hw/chip/check_spec.hpp"
#include "hw/chip/chip_models.hpp"
#include "hw/chip/timeline.hpp"
#include "hw/core/core_cost.hpp"
#include "hw/learning/learning_stages.hpp"

namespace engram::hw {
namespace {

bool same_core(const CoreSpec& a, const CoreSpec& b) {
  const auto same_slice = [](const SliceSpec& x, const SliceSpec& y) {
    return std::tie(x.population, x.first, x.count, x.local) ==
           std::tie(y.population, y.first, y.count, y.local);
  };
  const auto same_image = [](const ImageSpec& x, const ImageSpec& y) {
    return std::tie(x.order, x.slice, x.delay, x.image->rows) ==
           std::tie(y.order, y.slice, y.delay, y.image->rows);
  };
  const auto same_entry = [](const AxonEntry& x, const AxonEntry& y) {
    return x.image == y.image && x.row == y.row;
  };
  return std::tie(a.x, a.y, a.record_begin) == std::tie(b.x, b.y, b.record_begin) &&
         std::equal(a.slices.begin(), a.slices.end(), b.slices.begin(), b.slices.end(),
                    same_slice) &&
         std::equal(a.images.begin(), a.images.end(), b.images.begin(), b.images.end(),
                    same_image) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    same_entry);
}

bool same_population(const PopulationSpec& a, const PopulationSpec& b) {
  const auto same_destination = [](const Destination& x, const Destination& y) {
    return x.core == y.core && x.record == y.record;
  };
  return std::tie(a.neurons, a.input, a.output, a.spiking, a.level, a.destination_begin) ==
             std::tie(b.neurons, b.input, b.output, b.spiking, b.level, b.destination_begin) &&
         std::equal(a.destinations.begin(), a.destinations.end(), b.destinations.begin(),
                    b.destinations.end(), same_destination);
}

bool same_network_on_chip(const NocSpec& a, const NocSpec& b) {
  return std::tie(a.topology, a.arity, a.channels, a.next_hops, a.casting) ==
         std::tie(b.topology, b.arity, b.channels, b.next_hops, b.casting);
}

class NoOutput final : public SpikeOutput {
 public:
  void begin_timestep(std::uint32_t) override {}
  Sent emit(std::uint32_t, std::uint32_t, std::uint32_t, std::span<const NeuronSpike>) override {
    return {};
  }
};

}  // namespace

bool same_work(const ChipSpec& a, const ChipSpec& b) {
  const auto options = [](const ChipSpec& spec) {
    return std::tie(spec.mesh_width, spec.mesh_height, spec.payload, spec.schedule, spec.update,
                    spec.dense_activity, spec.projections);
  };
  return options(a) == options(b) && same_network_on_chip(a.noc, b.noc) &&
         std::equal(a.cores.begin(), a.cores.end(), b.cores.begin(), b.cores.end(), same_core) &&
         std::equal(a.populations.begin(), a.populations.end(), b.populations.begin(),
                    b.populations.end(), same_population);
}

ChipRows::ChipRows(const ChipSpec& spec) {
  for (const CoreSpec& core : spec.cores) {
    std::vector<SynapseRows>& rows = images_.emplace_back();
    for (const ImageSpec& image : core.images) {
      kept_.push_back(image.image);
      rows.emplace_back(*image.image, image.shift, receives_float(core, image.slice),
                        row_timing(spec), false);
    }
  }
}

ChipRows::ChipRows(const ChipSpec& spec, std::vector<std::vector<SynapseRows>> decoded)
    : images_(std::move(decoded)) {
  for (const CoreSpec& core : spec.cores) {
    for (const ImageSpec& image : core.images) kept_.push_back(image.image);
  }
}

void ChipRows::decode(std::span<const SampleWork> works) {
  for (std::size_t core = 0; core < images_.size(); ++core) {
    for (std::size_t image = 0; image < images_[core].size(); ++image) {
      SynapseRows& rows = images_[core][image];
      for (std::uint32_t row = 0; row < rows.rows(); ++row) {
        const auto asks = [&](const SampleWork& work) {
          const std::vector<RowCounts::Due>& due = work.totals[core][image];
          return row < due.size() && due[row].events > 0;
        };
        if (std::any_of(works.begin(), works.end(), asks)) rows.at(row);
      }
    }
  }
}

bool ChipRows::same_targets(const ChipRows& other) const {
  std::vector<std::uint32_t> to_x, to_y;
  const auto same_row = [&](const SynapseRows& a, const SynapseRows& b, std::uint32_t row) {
    const std::optional<SynapseRow> x = a.kept(row), y = b.kept(row);
    if (!x || !y) return !x && !y;
    if (x->size != y->size) return false;
    to_x.clear();
    to_y.clear();
    a.visit_targets(*x, [&](std::uint32_t target) { to_x.push_back(target); });
    b.visit_targets(*y, [&](std::uint32_t target) { to_y.push_back(target); });
    return to_x == to_y;
  };
  for (std::size_t core = 0; core < images_.size(); ++core) {
    for (std::size_t image = 0; image < images_[core].size(); ++image) {
      const SynapseRows& a = images_[core][image];
      const SynapseRows& b = other.images_[core][image];
      for (std::uint32_t row = 0; row < a.rows(); ++row) {
        if (!same_row(a, b, row)) return false;
      }
    }
  }
  return true;
}

Recount::Recount(const ChipSpec& spec, const ChipRows& rows) : spec_(spec), rows_(rows) {
  check_spec(spec);
  const RowTiming timing = row_timing(spec);
  for (std::size_t index = 0; index < spec.cores.size(); ++index) {
    const CoreSpec& from = spec.cores[index];
    std::vector<Image>& images = cores_.emplace_back();
    std::vector<std::uint64_t>& limits = limits_.emplace_back();
    for (const SliceSpec& slice : from.slices) limits.push_back(accumulator_limit(slice.neuron));
    for (std::size_t at = 0; at < from.images.size(); ++at) {
      const std::uint32_t slice = from.images[at].slice;
      const SynapseRows& decoded = rows.image(index, at);
      Image image{slice, spec.populations[from.slices[slice].population].level, decoded.real(),
                  std::vector<Cost>(decoded.rows()), std::vector<std::uint64_t>(decoded.rows())};
      for (std::uint32_t row = 0; row < decoded.rows(); ++row) {
        const std::optional<SynapseRow> kept = decoded.kept(row);
        if (!kept) continue;
        std::array<Count, kRegionKinds> words{};
        std::copy(decoded.words(row).begin(), decoded.words(row).end(), words.begin());
        image.rows[row] = {static_cast<std::uint32_t>(event_cycles(words, kept->size, timing)),
                           kept->synapses};
        image.largest[row] = decoded.largest(*kept);
      }
      images.push_back(std::move(image));
    }
  }
}

/// Whether an accumulator could overflow if all of the sample fell into one timestep: mostly not
/// even then, and no addition need be looked at.
bool Recount::may_overflow(std::size_t core, const SampleWork& work) const {
  std::vector<std::uint64_t> room = limits_[core];  // by slice
  for (std::size_t at = 0; at < cores_[core].size(); ++at) {
    const Image& image = cores_[core][at];
    const std::vector<RowCounts::Due>& due = work.totals[core][at];
    for (std::uint32_t row = 0; row < due.size() && !image.real; ++row) {
      std::uint64_t more = 0;
      if (__builtin_mul_overflow(image.largest[row], due[row].units, &more)) return true;
      if (more > room[image.slice]) return true;
      room[image.slice] -= more;
    }
  }
  return false;
}

/// One way through a work, core by core.
class Recount::Pass {
 public:
  Pass(const Recount& recount, const SampleWork& work) : recount_(recount), work_(work) {
    for (std::size_t core = 0; core < recount.cores_.size(); ++core) {
      bounds_.emplace_back(recount.limits_[core].begin(), recount.limits_[core].end());
      bounded_.push_back(recount.may_overflow(core, work));
    }
  }

  /// Cycles of the next core that works; operations are added by level.
  std::uint64_t core(std::vector<Count>& operations, ChipCounts& counts) {
    const SampleWork::Core& done = work_.cores[core_++];
    std::uint64_t cycles = 0;
    for (; image_ < done.images_end; ++image_) cycles += image(done.core, operations);
    for (AdditionBound& bound : bounds_[done.core]) bound.clear();
    const std::uint64_t busy = integrate_cycles(cycles, done.flits, done.hops) +
                               update_cycles(recount_.spec_, done.stepped, done.decays, done.sent);
    counts.cores[done.core].busy_cycles += busy;
    return busy;
  }
  std::uint64_t cores_done() const { return core_; }

 private:
  std::uint64_t image(std::uint32_t core, std::vector<Count>& operations) {
    const SampleWork::Image& served_image = work_.images[image_];
    const Image& image = recount_.cores_[core][served_image.image];
    const bool bounded = bounded_[core] && !image.real;
    const Cost* const costs = image.rows.data();
    std::uint64_t cycles = 0, at = row_;
    Count sum = 0;
    while (at < served_image.rows_end) {
      const SampleWork::Row due = work_.served(at);
      const Cost cost = costs[due.row];
      if (bounded) bounds_[core][image.slice].add(image.largest[due.row], due.units);
      cycles += Count{cost.cycles} * served(recount_.spec_, {due.units, due.events});
      sum += Count{due.units} * cost.synapses;
    }
    row_ = at;
    operations[image.level] += sum;
    return cycles;
  }

  const Recount& recount_;
  const SampleWork& work_;
  std::vector<std::vector<AdditionBound>> bounds_;  ///< by core and slice
  std::vector<bool> bounded_;  ///< by core: whether some accumulator may overflow
  std::uint64_t core_ = 0, image_ = 0, row_ = 0;
};

void Recount::count(const SampleWork& work, ChipCounts& counts) const {
  for (std::size_t core = 0; core < counts.cores.size(); ++core) {
    counts.cores[core].busy_cycles = 0;
    for (std::size_t image = 0; image < counts.cores[core].images.size(); ++image) {
      RowTotals totals;
      const std::vector<RowCounts::Due>& due = work.totals[core][image];
      for (std::uint32_t row = 0; row < due.size(); ++row) {
        if (due[row].events == 0) continue;
        rows_.image(core, image).count(row, served(spec_, due[row]), due[row].units, totals);
      }
      counts.cores[core].images[image] = image_counts(spec_, totals);
    }
  }
}

SampleResult Recount::sample(const SampleWork& work, const RunOptions& options) const {
  check_inputs(spec_, {}, options);
  ChipCounts counts = work.counts;
  count(work, counts);
  NoOutput nowhere;
  SampleRecorder recorder(spec_, nowhere);
  recorder.begin(options);
  recorder.know(work.result);
  const Timeline timeline(spec_);
  const std::size_t stages = timestep_stages(spec_).size();
  std::vector<Count> operations(levels_of(spec_), 0);
  Pass pass(*this, work);
  std::uint64_t now = 0;
  for (std::size_t barrier = 0; barrier < work.barriers.size();) {
    const std::uint64_t begun = now;
    recorder.begin_timestep(static_cast<std::uint32_t>(barrier / stages));
    for (const std::size_t end = barrier + stages; barrier < end; ++barrier) {
      std::uint64_t longest = work.barriers[barrier].host;
      while (pass.cores_done() < work.barriers[barrier].cores_end) {
        longest = std::max(longest, pass.core(operations, counts));
      }
      now += longest + spec_.mesh_width + spec_.mesh_height;  // the barrier
    }
    recorder.end_timestep(now - begun, operations, timeline.missed(now - begun));
    now = std::max(timeline.opens(barrier / stages), now);
  }
  counts.cycles = now;
  SampleResult result = recorder.take();
  complete_result(spec_, counts, result);
  return result;
}

}  // namespace engram::hw
