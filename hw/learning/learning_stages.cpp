#include "hw/learning/learning_stages.hpp"

#include <algorithm>
#include <set>

#include "memory/encoding.hpp"

namespace engram::hw {
namespace {

template <class Visit>
void for_each_learning_image(const ChipSpec& spec, Visit visit) {
  for (const CoreSpec& core : spec.cores) {
    for (const ImageSpec& image : core.images) {
      if (learns(spec, image)) visit(core, image);
    }
  }
}

bool has_kernel_copies(const ChipSpec& spec) {
  std::set<std::uint32_t> seen;
  bool several = false;
  for_each_learning_image(spec, [&](const CoreSpec&, const ImageSpec& image) {
    if (image.image->sharing != Sharing::kernel) return;
    several = !seen.insert(image.order).second || several;
  });
  return several;
}

}  // namespace

bool learns(const ChipSpec& spec, const ImageSpec& image) {
  return spec.learning && spec.learning->learns[image.order] != 0;
}

std::vector<TimestepStage> timestep_stages(const ChipSpec& spec) {
  std::vector<TimestepStage> stages;
  const unsigned barriers = spec.schedule == Schedule::pipelined ? 1 : levels_of(spec);
  for (unsigned level = 0; level < barriers; ++level) stages.push_back({Stage::forward, level});
  if (!spec.learning) return stages;
  if (spec.learning->rule != LearningRule::stdp) {
    std::set<unsigned, std::greater<>> levels;
    for_each_learning_image(spec, [&](const CoreSpec& core, const ImageSpec& image) {
      levels.insert(spec.populations[core.slices[image.slice].population].level);
    });
    for (const unsigned level : levels) stages.push_back({Stage::backward, level});
    if (has_kernel_copies(spec)) stages.push_back({Stage::exchange, 0});
  }
  stages.push_back({Stage::update, 0});
  return stages;
}

bool sends_errors_back(const ChipSpec& spec, const ImageSpec& image) {
  return learns(spec, image) && image.delay == 0 && !spec.populations[image.source].input &&
         spec.learning->rule != LearningRule::stdp;
}

std::vector<std::uint32_t> sources_of_projections(const ChipSpec& spec) {
  const auto none = static_cast<std::uint32_t>(spec.populations.size());
  std::vector<std::uint32_t> sources(spec.projections.size(), none);
  for (std::uint32_t population = 0; population < none; ++population) {
    for (const Destination& to : spec.populations[population].destinations) {
      const CoreSpec& core = spec.cores[to.core];
      for (auto at = core.record_begin[to.record]; at < core.record_begin[to.record + 1]; ++at) {
        sources[core.images[core.entries[at].image].order] = population;
      }
    }
  }
  return sources;
}

std::vector<std::uint8_t> populations_with_error(const ChipSpec& spec) {
  std::vector<std::uint8_t> have = spec.learning->targeted;
  for_each_learning_image(spec, [&](const CoreSpec&, const ImageSpec& image) {
    if (sends_errors_back(spec, image)) have[image.source] = 1;
  });
  return have;
}

}  // namespace engram::hw
