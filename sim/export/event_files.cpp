#include "sim/export/event_files.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <tuple>

#include "memory/controller.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/export/image_files.hpp"

namespace engram::sim {
namespace {

std::string csv_line(std::initializer_list<std::uint64_t> numbers) {
  std::string text;
  for (const std::uint64_t number : numbers) {
    text += (text.empty() ? "" : ",") + std::to_string(number);
  }
  return text;
}

std::string events_csv(std::vector<hw::OutputSpike> events) {
  std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
    return std::tie(a.timestep, a.population, a.neuron) <
           std::tie(b.timestep, b.population, b.neuron);
  });
  std::string text = "timestep,population,neuron,count\n";
  for (const hw::OutputSpike& event : events) {
    text += csv_line({event.timestep, event.population, event.neuron, event.count}) + '\n';
  }
  return text;
}

std::string hex(std::uint32_t code) {
  char text[16];
  std::snprintf(text, sizeof text, "%x", code);
  return text;
}

/// Where the regions of a core's images begin in the memory that each lies in.
std::vector<std::array<std::uint64_t, kRegionKinds>> region_places(const hw::ChipSpec& chip,
                                                                   const hw::CoreSpec& core) {
  const bool shared = chip.shared_macros || chip.sizing == hw::Sizing::fixed;
  std::vector<std::array<std::uint64_t, kRegionKinds>> places(core.images.size());
  std::uint64_t next = 0;
  for (std::size_t image = 0; image < core.images.size(); ++image) {
    for (const Region& region : core.images[image].image->regions) {
      places[image][static_cast<std::size_t>(region.kind)] = next;
      if (shared) next += region.data.words();
    }
  }
  return places;
}

/// The three files of one image, grown event by event.
class ImageLog {
 public:
  ImageLog(const MemoryImage& image, const std::array<std::uint64_t, kRegionKinds>& places)
      : image_(image), controller_(make_controller(image)), places_(places) {
    const std::vector<std::uint64_t> firsts = first_words(image);
    for (std::size_t region = 0; region < image.regions.size(); ++region) {
      const auto kind = static_cast<std::size_t>(image.regions[region].kind);
      region_[kind] = &image.regions[region];
      first_[kind] = firsts[region];
    }
  }

  void add(const hw::ServedRow& served) {
    const hw::RowTimes& times = served.times;
    events_ +=
        csv_line({event_, times.accepted, served.row, times.finished, served.timestep}) + '\n';
    add_words(served.log.words);
    controller_->read_row(served.row, row_);
    for (std::size_t index = 0; index < served.log.additions.size(); ++index) {
      const Delivery& delivery = row_.deliveries[index];
      deliveries_ += csv_line({event_, served.log.additions[index], delivery.target}) + ',' +
                     hex(delivery.code) + ',' + level(delivery) + '\n';
    }
    ++event_;
  }

  void write(const std::string& stem, std::map<std::string, std::string>& files) const {
    files[stem + "_events.csv"] = "event,cycle,row,finished,timestep\n" + events_;
    files[stem + "_transactions.csv"] = "event,cycle,address,data,kind\n" + transactions_;
    files[stem + "_deliveries.csv"] = "event,cycle,target,code,level\n" + deliveries_;
  }

 private:
  void add_words(std::vector<hw::WordGrant> words) {
    std::stable_sort(words.begin(), words.end(),
                     [](const auto& a, const auto& b) { return a.cycle < b.cycle; });
    for (const hw::WordGrant& grant : words) {
      const auto kind = static_cast<std::size_t>(grant.kind);
      const std::uint64_t word = grant.word - places_[kind];
      transactions_ += csv_line({event_, grant.cycle, first_[kind] + word}) + ',' +
                       region_[kind]->data.word_hex(word) + ',' + region_[kind]->name + '\n';
    }
  }

  std::string level(const Delivery& delivery) const {
    if (image_.format.kind == WeightKind::float32) {
      return shortest(static_cast<double>(float_from_code(delivery.code)));
    }
    const bool looked_up = image_.format.kind == WeightKind::codebook;
    return std::to_string(looked_up ? delivery.level
                                    : level_from_code(image_.format, delivery.code));
  }

  const MemoryImage& image_;
  std::unique_ptr<Controller> controller_;
  std::array<std::uint64_t, kRegionKinds> places_, first_{};
  std::array<const Region*, kRegionKinds> region_{};
  RowRead row_;
  std::uint64_t event_ = 0;
  std::string events_, transactions_, deliveries_;
};

}  // namespace

std::string input_events_csv(const std::vector<hw::SampleInput>& inputs) {
  std::vector<hw::OutputSpike> events;
  for (const hw::SampleInput& input : inputs) {
    for (const hw::InputEvent& event : input.events) {
      events.push_back({input.population, event.neuron, event.timestep, event.count});
    }
  }
  return events_csv(std::move(events));
}

std::string output_events_csv(const std::vector<hw::OutputSpike>& spikes) {
  return events_csv(spikes);
}

std::map<std::string, std::string> row_files(const hw::ChipSpec& chip,
                                             const std::vector<hw::ServedRow>& rows) {
  std::map<std::string, std::string> files;
  std::vector<std::vector<ImageLog>> logs;
  for (const hw::CoreSpec& core : chip.cores) {
    const auto places = region_places(chip, core);
    auto& of_core = logs.emplace_back();
    for (std::size_t image = 0; image < core.images.size(); ++image) {
      of_core.emplace_back(*core.images[image].image, places[image]);
    }
  }
  for (const hw::ServedRow& row : rows) logs[row.core][row.image].add(row);
  for (std::uint32_t core = 0; core < logs.size(); ++core) {
    for (std::uint32_t image = 0; image < logs[core].size(); ++image) {
      logs[core][image].write(image_stem(core, image), files);
    }
  }
  return files;
}

}  // namespace engram::sim
