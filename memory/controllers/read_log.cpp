#include "memory/controllers/read_log.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "memory/encoding.hpp"

namespace engram {

void ReadLog::finish(const MemoryImage& image, AccessTrace& trace) const {
  const bool per_weight = image.access == Access::per_weight;
  trace.words.clear();
  trace.weights_follow_metadata =
      image.encoding == Encoding::bitmap || image.functional_mode == FunctionalMode::bitmap;
  add_distinct(per_weight, trace);
  if (per_weight) add_weights(trace);
  // The look-up was logged after the row: it takes its place behind each code, the type before all.
  const auto rank = [](const WordAccess& access) {
    const int late = access.kind == RegionKind::codebook ? 2 : 1;
    return access.kind == RegionKind::axon_types ? 0 : late;
  };
  std::stable_sort(trace.words.begin(), trace.words.end(),
                   [&](const WordAccess& a, const WordAccess& b) {
                     if (a.delivery != b.delivery) return a.delivery < b.delivery;
                     return rank(a) < rank(b);
                   });
}

void ReadLog::add_distinct(bool per_weight, AccessTrace& trace) const {
  // An update finds all targets of a joint list before it looks the weights up: the weight that
  // needs a word first may be noted behind the target that shares it.
  std::array<std::unordered_map<std::uint64_t, std::uint64_t>, kRegionKinds> first;
  for (const Field& field : fields_) {
    auto& needed = first[static_cast<std::size_t>(field.kind)];
    for (std::uint64_t word = field.first_word; word <= field.last_word; ++word) {
      const auto [at, fresh] = needed.try_emplace(word, field.delivery);
      if (!fresh) at->second = std::min(at->second, field.delivery);
    }
  }
  for (const Field& field : fields_) {
    if (per_weight && field.kind == RegionKind::weights) continue;
    auto& needed = first[static_cast<std::size_t>(field.kind)];
    for (std::uint64_t word = field.first_word; word <= field.last_word; ++word) {
      const auto at = needed.find(word);
      if (at == needed.end() || at->second != field.delivery) continue;
      trace.words.push_back({field.kind, word, field.delivery});
      needed.erase(at);
    }
  }
}

void ReadLog::add_weights(AccessTrace& trace) const {
  // Of what a delivery read in the weight region, its code came last (a joint list: target, code).
  std::vector<std::uint64_t> code_word(found_(), 0);
  for (const Field& field : fields_) {
    if (field.kind != RegionKind::weights) continue;
    if (field.skipped) {
      trace.words.push_back({RegionKind::weights, field.first_word, field.delivery});
    } else if (field.delivery < code_word.size()) {
      code_word[field.delivery] = field.first_word;
    }
  }
  for (std::uint64_t delivery = 0; delivery < code_word.size(); ++delivery) {
    trace.words.push_back({RegionKind::weights, code_word[delivery], delivery});
  }
}

}  // namespace engram
