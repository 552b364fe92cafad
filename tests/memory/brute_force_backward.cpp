#include "brute_force_backward.hpp"

namespace engram::brute_force {

Column whole_column(const StoredRows& rows, std::uint32_t target) {
  Column column{target, {}, {}};
  for (std::uint32_t row = 0; row < rows.rows.size(); ++row) {
    column.rows.push_back(row);
    column.axons.push_back(row);
  }
  return column;
}

Backward::Backward(const StoredRows& rows, const EncodingChoice& choice)
    : rows_(rows),
      entries_(choice.encoding == Encoding::run_length ? with_fillers(rows, choice.organisation)
                                                       : rows),
      choice_(choice),
      target_bits_(bits_to_tell(rows.targets)),
      stored_(rows.targets) {
  const unsigned w = rows.weight_bits;
  const Organisation& organisation = choice.organisation;
  std::vector<unsigned> lists{w};
  if (is(Encoding::index)) {
    lists = organisation.split_entries ? std::vector<unsigned>{target_bits_, w}
                                       : std::vector<unsigned>{target_bits_ + w};
  }
  if (is(Encoding::run_length)) lists = {step()};
  pointer_bits_ = pointer_bits(entries_, lists, organisation);
  std::uint64_t bit = 0;
  for (const auto& row : entries_.rows) {
    begin_.push_back(bit);
    bit += up_to_word((stores_all() ? rows.targets : row.size()) * step(), organisation);
    for (const auto& [target, code] : row) stored_[target] += code != 0;
  }
}

/// From one weight of a row to the next.
unsigned Backward::step() const {
  if (is(Encoding::run_length)) return run_entry_bits(rows_, choice_.organisation);
  const bool joint = is(Encoding::index) && !choice_.organisation.split_entries;
  return rows_.weight_bits + (joint ? target_bits_ : 0);
}

/// Of an entry of the reverse list.
unsigned Backward::entry_bits() const {
  const Organisation& organisation = choice_.organisation;
  const unsigned bit_in_word = organisation.packed ? 0 : bits_to_tell(organisation.word_bits);
  return bits_to_tell(rows_.rows.size()) + pointer_bits_ + bit_in_word;
}

std::uint64_t Backward::weight_bit(std::uint64_t row, std::uint64_t place) const {
  return begin_[row] + place * step() + (step() - rows_.weight_bits);
}

/// What a row's weights up to target `last` are found by.
void Backward::mark_way(std::uint64_t row, std::uint32_t last, Touched& touched) const {
  const Organisation& organisation = choice_.organisation;
  if (is(Encoding::bitmap)) {
    touched.mark(kPointers, row * pointer_bits_, pointer_bits_);
    touched.mark(kMetadata, row * up_to_word(rows_.targets, organisation), last + std::uint64_t{1});
  }
  if (kernel_bitmap()) {
    touched.mark(kMetadata, 0, row * up_to_word(rows_.targets, organisation) + last + 1);
  }
  if (!is(Encoding::index)) return;
  const bool split = organisation.split_entries;
  const std::uint64_t record =
      std::uint64_t{pointer_bits_} * (split && !organisation.packed ? 2 : 1);
  touched.mark(kPointers, row * record, 2 * record);
  const std::uint64_t stored = rows_.rows[row].size();
  if (split) {
    touched.mark(kMetadata, list_begin(rows_, row, target_bits_, organisation),
                 stored * target_bits_);
  } else {
    touched.mark(kWeights, begin_[row], stored * step());
  }
}

/// A walk through runs: the pointers, and every entry up to target `last`.
void Backward::mark_runs(std::uint64_t row, std::uint32_t last, Touched& touched,
                         ColumnCost& cost) const {
  if (!is(Encoding::run_length)) return;
  touched.mark(kPointers, row * pointer_bits_, 2 * std::uint64_t{pointer_bits_});
  const std::uint64_t entries = entries_until(entries_, row, last);
  touched.mark(kWeights, begin_[row], entries * step());
  cost.walked += entries;
}

void Backward::mark_reverse(std::uint32_t target, Touched& touched) const {
  const Organisation& organisation = choice_.organisation;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  for (std::uint32_t t = 0; t < rows_.targets; ++t) {
    if (t == target) begin = end;
    end += up_to_word(stored_[t] * entry_bits(), organisation);
  }
  const std::uint64_t p =
      organisation.packed ? pointer_bits_ : bits_to_tell(end / organisation.word_bits + 1);
  touched.mark(kReversePointers, target * p, 2 * p);
  touched.mark(kReverseList, begin, stored_[target] * entry_bits());
}

/// The weights of targets [first, last] of a row.
void Backward::read_weights(std::uint64_t row, std::uint32_t axon, std::uint32_t first,
                            std::uint32_t last, Touched& written, ColumnCost& cost) const {
  const auto& stored = entries_.rows[row];
  const auto read = [&](std::uint64_t place, std::uint32_t code) {
    written.mark(kWeights, weight_bit(row, place), rows_.weight_bits);
    cost.read.emplace_back(axon, code);
  };
  std::uint64_t place = 0;
  for (std::uint32_t target = 0; target <= last; ++target) {
    const bool there = place < stored.size() && stored[place].first == target;
    const std::uint32_t code = there ? stored[place].second : 0;
    const bool filler = there && code == 0;
    if (target >= first && !filler && (there || stores_all()))
      read(stores_all() ? target : place, code);
    place += there;
  }
}

ColumnCost Backward::finish(const Touched& read, const Touched& written, ColumnCost cost) const {
  for (int part = 0; part < kParts; ++part) {
    cost.words[part] = read.count(static_cast<Part>(part));
  }
  cost.written = written.count(kWeights);
  if (choice_.organisation.access == Access::per_weight) {
    cost.written = cost.read.size();
    cost.words[kWeights] = is(Encoding::run_length) ? cost.walked : cost.written;
  }
  return cost;
}

ColumnCost Backward::column(const Column& column) const {
  Touched way(choice_.organisation.word_bits);
  Touched weights(choice_.organisation.word_bits);
  ColumnCost cost;
  for (std::size_t k = 0; k < column.rows.size(); ++k) {
    if (!is(Encoding::index)) mark_way(column.rows[k], column.target, way);
    mark_runs(column.rows[k], column.target, way, cost);
    read_weights(column.rows[k], column.axons[k], column.target, column.target, weights, cost);
  }
  if (is(Encoding::index)) mark_reverse(column.target, way);
  way.add(weights);
  return finish(way, weights, std::move(cost));
}

ColumnCost Backward::row(std::uint64_t row) const {
  Touched way(choice_.organisation.word_bits);
  Touched weights(choice_.organisation.word_bits);
  ColumnCost cost;
  mark_way(row, rows_.targets - 1, way);
  mark_runs(row, rows_.targets - 1, way, cost);
  read_weights(row, 0, 0, rows_.targets - 1, weights, cost);
  way.add(weights);
  return finish(way, weights, std::move(cost));
}

ColumnCost Backward::sweep() const {
  Touched way(choice_.organisation.word_bits);
  Touched weights(choice_.organisation.word_bits);
  ColumnCost cost;
  for (std::uint64_t row = 0; row < rows_.rows.size(); ++row) {
    mark_way(row, rows_.slots[row] - 1, way);
    mark_runs(row, rows_.slots[row] - 1, way, cost);
    read_weights(row, 0, 0, rows_.slots[row] - 1, weights, cost);
  }
  way.add(weights);
  return finish(way, weights, std::move(cost));
}

std::uint64_t Backward::reverse_formula() const {
  if (!is(Encoding::index)) return 0;
  const std::uint64_t p = bits_to_tell(rows_.stored() + 1);
  return rows_.stored() * (bits_to_tell(rows_.rows.size()) + p) + (rows_.targets + 1) * p;
}

}  // namespace engram::brute_force
