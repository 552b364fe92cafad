#include "lanes_model.hpp"

#include <algorithm>

#include "memory/encoding.hpp"

namespace engram::cosim {
namespace {

constexpr std::uint64_t kNever = ~std::uint64_t{0};

}  // namespace

MemoryImage draw_image(const LanesUnit& unit, workloads::RandomStream& random) {
  constexpr std::uint32_t kRows = 8;
  const WeightFormat format{WeightKind::uniform, unit.weight_bits};
  const std::int32_t largest = max_level(format);
  std::vector<std::uint32_t> codes;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    const std::uint64_t density = random.below(4);  // in eighths, a full row for 0, or none for 1
    for (std::uint32_t target = 0; target < unit.targets; ++target) {
      const bool stored = density == 0 || random.below(8) < density - 1;
      const auto level =
          static_cast<std::int32_t>(random.below(2 * static_cast<std::uint64_t>(largest) + 1));
      codes.push_back(stored ? code_from_level(format, level - largest) : 0);
    }
  }
  Organisation organisation;
  organisation.word_bits = 16;
  return encode(dense_matrix(kRows, unit.targets, format, codes),
                {Encoding::index, Sharing::none, organisation});
}

LanesModel::LanesModel(const LanesUnit& unit, const MemoryImage& image,
                       workloads::RandomStream& random)
    : unit_(unit),
      image_(image),
      random_(random),
      controller_(make_controller(image)),
      synapses_(image, 0, false, {}),
      accumulator_(unit.targets, false, std::uint64_t{1} << 40),
      sums_(unit.targets),
      seen_(unit.targets) {
  hw::RowMemories places;
  for (const Region& region : image.regions) {
    memories_.emplace_back(BankSpec{1 + static_cast<unsigned>(random.below(3)), 1, 1});
    places[static_cast<std::size_t>(region.kind)] = {&memories_.back(), 0};
  }
  pipeline_ = std::make_unique<hw::SteppedRowPipeline>(unit.spec, places);
}

void LanesModel::accept(std::uint32_t row) {
  rows_.emplace_back();
  Row& accepted = rows_.back();
  controller_->trace_row(row, accepted.read, accepted.trace);
  for (const Delivery& delivery : accepted.read.deliveries) {
    accepted.targets.push_back(delivery.target);
  }
  accepted.there.assign(accepted.trace.words.size(), kNever);
  pipeline_->accept(accepted.trace, accepted.targets);
  accumulator_.add(synapses_, synapses_.at(row), 1);
}

/// Deliveries of a row whose words are there; `complete` if all its words are.
std::size_t LanesModel::decodable(const Row& row, bool& complete) const {
  for (std::size_t word = 0; word < row.there.size(); ++word) {
    if (row.there[word] <= pipeline_->now()) continue;
    complete = false;
    return row.trace.words[word].delivery;
  }
  complete = true;
  return row.targets.size();
}

std::vector<Addend> LanesModel::offered() const {
  std::vector<Addend> offered;
  for (const Row& row : rows_) {
    bool complete = false;
    const std::size_t end = decodable(row, complete);
    for (std::size_t k = row.taken; k < end; ++k) {
      if (offered.size() == unit_.spec.lanes) return offered;
      const Delivery& delivery = row.read.deliveries[k];
      offered.push_back({delivery.target, level_from_code(image_.format, delivery.code), k == 0});
    }
    if (!complete) break;
  }
  return offered;
}

std::size_t LanesModel::undelivered() const {
  std::size_t left = 0;
  for (const Row& row : rows_) left += row.targets.size() - row.taken;
  return left;
}

void LanesModel::note_granted(const std::vector<WordAccess>& granted) {
  for (const WordAccess& access : granted) {
    Row& row = rows_.back();  // only the last one still asks
    for (std::size_t word = 0; word < row.there.size(); ++word) {
      if (row.trace.words[word] == access) row.there[word] = pipeline_->now();  // latency 1
    }
  }
}

Scoreboard::Values LanesModel::step(bool ready) {
  const std::uint64_t now = pipeline_->now();
  for (; !endings_.empty() && endings_.front().seen <= now; endings_.pop_front()) {
    const Addend& addend = endings_.front().addend;
    sums_[addend.target].sum += addend.level;
    sums_[addend.target].received = true;
  }
  seen_ = sums_;
  for (BankedMemory& memory : memories_) {
    if (random_.below(4) == 0) memory.try_claim(Requester::host, random_.below(4), now);
  }
  const std::vector<Addend> offered = this->offered();
  const hw::RowStalls before = pipeline_->stalls();
  const hw::SteppedRowPipeline::Cycle& cycle = pipeline_->step(ready);
  note_granted(cycle.granted);
  Scoreboard::Values values{cycle.begun.size()};
  for (const std::uint32_t target : cycle.begun) {
    values.push_back(target);
    endings_.push_back({now + unit_.spec.addition_cycles, handed_over_.front()});
    handed_over_.pop_front();
  }
  values.resize(1 + unit_.spec.lanes, 0);
  const hw::RowStalls& after = pipeline_->stalls();
  values.push_back(take(offered, now));
  values.push_back(after.lanes - before.lanes);
  values.push_back(after.words - before.words);
  values.push_back(after.accumulator - before.accumulator);
  values.push_back(after.back_pressure - before.back_pressure);
  return values;
}

/// Lanes that are free by the end of cycle `now` take what is offered.
std::size_t LanesModel::take(const std::vector<Addend>& offered, std::uint64_t now) {
  std::size_t busy = handed_over_.size();
  for (const Ending& ending : endings_) busy += ending.seen > now + 1 ? 1 : 0;
  const std::size_t taken = std::min(offered.size(), unit_.spec.lanes - busy);
  handed_over_.insert(handed_over_.end(), offered.begin(),
                      offered.begin() + static_cast<std::ptrdiff_t>(taken));
  std::size_t left = taken;
  for (Row& row : rows_) {
    const std::size_t more = std::min(left, row.targets.size() - row.taken);
    row.taken += more;
    left -= more;
  }
  return taken;
}

AccumulatorEntry LanesModel::total(std::uint32_t target) const {
  return {accumulator_.integer(target), accumulator_.received(target)};
}

}  // namespace engram::cosim
