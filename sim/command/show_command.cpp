#include <cstdio>
#include <iostream>

#include "memory/encoding.hpp"
#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/show_graph.hpp"
#include "sim/command/show_recording.hpp"
#include "sim/config/load.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/schema.hpp"
#include "sim/results/encodings.hpp"
#include "sim/run/prepare.hpp"
#include "sim/spatial/spatial_text.hpp"
#include "sim/train/prepare_training.hpp"
#include "sim/train/training_text.hpp"

namespace engram::sim {
namespace {

void print_network(const Prepared& prepared) {
  const workloads::Graph& graph = prepared.network.graph;
  std::printf("populations\n");
  for (std::size_t id = 0; id < prepared.chip.populations.size(); ++id) {
    std::printf("  %-16s level %u  %s%s\n", graph[id].name.c_str(),
                prepared.chip.populations[id].level, shape_text(graph[id]).c_str(),
                graph[id].output ? "  output" : "");
  }
  std::printf("projections\n");
  const auto projections = prepared.network.projections();
  for (std::size_t index = 0; index < projections.size(); ++index) {
    const workloads::Projection& projection = graph[projections[index]];
    std::printf("  %-16s %s -> %s  delay %u  %llu synapses  %s  %s%s\n", projection.name.c_str(),
                graph[boost::source(projections[index], graph)].name.c_str(),
                graph[boost::target(projections[index], graph)].name.c_str(), projection.delay,
                static_cast<unsigned long long>(synapses_of(prepared, index)),
                to_string(projection.quantization.format).c_str(),
                encoding_variant(prepared.choices[index].encoding,
                                 prepared.choices[index].organisation.functional_mode)
                    .c_str(),
                prepared.choices[index].sharing == Sharing::kernel ? ", kernel shared" : "");
  }
}

/// A training has no chip: its network and its task, or where its values come from.
int show_training(const ShowArguments& arguments) {
  const LoadedTrainConfig loaded = load_train_config(arguments.config, arguments.sets);
  if (arguments.origin) {
    std::fputs(origin_text(loaded.tree).c_str(), stdout);
    return kOk;
  }
  if (arguments.tree || arguments.graph) {
    std::fputs("engram show: --tree and --graph show chips; a training has none\n", stderr);
    return kUsage;
  }
  const PreparedTraining prepared = prepare_training(loaded.config);
  std::fputs(training_overview(prepared).c_str(), stdout);
  return kOk;
}

void print_chip(const hw::ChipSpec& chip, bool regions) {
  std::printf("chip  %u x %u cores, %zu used\n", chip.mesh_width, chip.mesh_height,
              hw::routers_in_use(chip).size());
  for (std::size_t index = 0; index < chip.cores.size(); ++index) {
    const hw::CoreSpec& core = chip.cores[index];
    if (chip.dram) {
      std::printf("  turn %u", hw::layer_of(chip, static_cast<std::uint32_t>(index)));
    }
    std::printf("  core%u (%u, %u)", core.y * chip.mesh_width + core.x, core.x, core.y);
    for (const hw::SliceSpec& slice : core.slices) {
      std::printf("  %s[%u..%u]", chip.populations[slice.population].name.c_str(), slice.first,
                  slice.first + slice.count - 1);
    }
    std::printf("\n");
    for (const hw::ImageSpec& image : core.images) {
      std::printf("    %-14s %u rows x %u targets  %llu bits\n", image.projection.c_str(),
                  image.image->rows, image.image->targets,
                  static_cast<unsigned long long>(image.image->bits()));
      if (!regions) continue;
      for (const Region& region : image.image->regions) {
        std::printf("      %-12s %llu words x %u bits (%llu bits laid out)\n", region.name.c_str(),
                    static_cast<unsigned long long>(region.data.words()), region.data.word_bits(),
                    static_cast<unsigned long long>(region.payload_bits));
      }
    }
    if (regions) {
      std::printf("    neuron update, %zu axon records, %u lanes\n", core.record_begin.size() - 1,
                  chip.lanes);
    }
  }
}

}  // namespace

int show_command(const ShowArguments& arguments) {
  if (!arguments.schema.empty()) {
    const std::string& kind = arguments.schema;
    std::fputs(kind == "train" ? schema_text(*train_schema(), "Engram training config").c_str()
               : kind == "spatial"
                   ? schema_text(*spatial_schema(), "Engram spatial array config").c_str()
                   : schema_text(*run_schema(), "Engram run config").c_str(),
               stdout);
    return kOk;
  }
  if (arguments.config.empty()) {
    std::fputs("engram show: a config or a recording is needed (all but --schema)\n", stderr);
    return kUsage;
  }
  // Other files than configs are told apart here, each kind by a function of its own.
  if (!arguments.format.empty() || is_recording(arguments.config)) {
    show_recording(arguments.config, arguments.format.empty() ? "auto" : arguments.format);
    return kOk;
  }
  if (is_train_config(arguments.config)) return show_training(arguments);
  if (is_spatial(arguments.config)) {
    const LoadedSpatialConfig spatial = load_spatial(arguments.config, arguments.sets);
    const std::string text =
        arguments.origin ? origin_text(spatial.tree) : spatial_plan_text(spatial.config);
    std::fputs(text.c_str(), stdout);
    return kOk;
  }
  const LoadedConfig loaded = load_config(arguments.config, arguments.sets);
  if (arguments.origin) {
    std::fputs(origin_text(loaded.tree).c_str(), stdout);
    return kOk;
  }
  const Prepared prepared = prepare(loaded.config);
  if (arguments.graph) {
    write_graph(std::cout, prepared);
    return kOk;
  }
  print_network(prepared);
  const MeasuredInput& measured = loaded.config.chip.synapse_memory.measured;
  std::fputs(encodings_text(measured, prepared, SIZE_MAX - 1).c_str(), stdout);
  print_chip(prepared.chip, arguments.tree);
  return kOk;
}

}  // namespace engram::sim
