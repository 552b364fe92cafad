#include "workloads/network/check_network.hpp"

namespace engram::workloads {
namespace {

/// Every synapse's level is the entry that its code names; the first that is not is reported.
void check_levels(const Projection& projection, std::vector<std::string>& faults) {
  const Quantization& q = projection.quantization;
  const std::uint32_t largest = q.codebook->shape.largest_code();
  for (std::uint32_t input = 0; input < inputs(projection.connection) && faults.empty(); ++input) {
    for_each_synapse(
        projection.connection, input, [&](std::uint32_t, std::uint32_t target, std::uint64_t at) {
          if (!faults.empty()) return;
          const std::uint32_t code = q.codes[at];
          const bool none = code == 0 && q.levels[at] == 0;
          const bool named = code > 0 && code <= largest && q.levels[at] != 0 &&
                             q.levels[at] == q.codebook->level(input, target, code);
          if (none || named) return;
          faults.push_back("synapse " + std::to_string(input) + " to " + std::to_string(target) +
                           " has level " + std::to_string(q.levels[at]) +
                           ", which is not what its code " + std::to_string(code) + " names");
        });
  }
}

}  // namespace

void check_codebook(const Projection& projection, std::vector<std::string>& faults) {
  const Quantization& q = projection.quantization;
  if ((q.format.kind == WeightKind::codebook) != q.codebook.has_value()) {
    faults.push_back(q.codebook ? "has a codebook, its weights are " + to_string(q.format)
                                : "has codebook weights and no codebook");
    return;
  }
  if (!q.codebook) return;
  const auto rows = static_cast<std::uint32_t>(inputs(projection.connection));
  const auto targets = static_cast<std::uint32_t>(outputs(projection.connection));
  const std::string fault = codebook_fault(*q.codebook, q.format, rows, targets);
  if (!fault.empty()) faults.push_back(fault);
  if (q.codebook->shape.first != 0) faults.push_back("its first codebook table is cut");
  if (q.codes.size() != q.levels.size()) {
    faults.push_back("has " + std::to_string(q.codes.size()) + " codes for " +
                     std::to_string(q.levels.size()) + " levels");
  }
  if (faults.empty()) check_levels(projection, faults);
}

}  // namespace engram::workloads
