#include "sim/spatial/spatial_text.hpp"

#include <cstdarg>
#include <cstdio>

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

std::string format(const char* pattern, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(text, sizeof text, pattern, arguments);
  va_end(arguments);
  return text;
}

double millijoules(Energy energy) {
  return energy.picojoules() * 1e-9;
}

std::string percent(Energy part, Energy total) {
  const double all = total.picojoules();
  return format("%5.1f %%", all > 0 ? 100 * part.picojoules() / all : 0.0);
}

/// Lines of DRAM are a layer and a tensor each.
std::string dram_by_tensor(const energy::Ledger& ledger) {
  std::string text;
  for (const hw::Tensor tensor : {hw::Tensor::weights, hw::Tensor::inputs, hw::Tensor::outputs}) {
    Energy sum;
    for (const energy::LedgerLine& line : ledger.lines) {
      if (line.block == "dram" && line.region.ends_with(std::string(".") + to_string(tensor))) {
        sum += line.total;
      }
    }
    text += format("    %-16s %10.4f mJ  %s\n", to_string(tensor), millijoules(sum),
                   percent(sum, ledger.total).c_str());
  }
  return text;
}

}  // namespace

std::string sizes_text(const hw::PerDimension<std::uint32_t>& sizes) {
  return format("t %u m %u c %u p %u q %u", sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
}

std::string layers_csv(const SpatialOutcome& outcome) {
  std::string text =
      "layer,cycles,bound,compute_cycles,dram_cycles,buffer_cycles,noc_cycles,passes,"
      "algorithmic_operations,slots,operations,dram_weight_bits,dram_input_bits,dram_output_bits,"
      "tilings_legal,tilings_tried,energy_pj";
  const std::vector<std::string> levels = spatial_levels(outcome.ledger);
  for (const std::string& level : levels) text += "," + level + "_pj";
  text += '\n';
  for (const SpatialLayerResult& layer : outcome.layers) {
    const hw::LayerCounts& counts = layer.counts;
    text += layer.name + ',' + std::to_string(counts.cycles) + ',' + layer.bound;
    for (const Count count :
         {counts.compute_cycles, counts.dram_cycles, counts.buffer_cycles, counts.noc_cycles,
          counts.passes, counts.algorithmic, counts.slots, counts.performed}) {
      text += ',' + std::to_string(count);
    }
    for (const hw::TensorCounts& tensor : counts.tensors) {
      text += ',' + std::to_string(tensor.dram.bits_read + tensor.dram.bits_written);
    }
    text += ',' + std::to_string(layer.legal) + ',' + std::to_string(layer.tried) + ',' +
            shortest(layer.energy.picojoules());
    for (const std::string& level : levels) {
      text += ',' + shortest(spatial_energy(outcome.ledger, level, layer.name).picojoules());
    }
    text += '\n';
  }
  return text;
}

std::string spatial_screen(const SpatialConfig& config, const SpatialOutcome& outcome) {
  const energy::Ledger& ledger = outcome.ledger;
  Count algorithmic = 0, performed = 0;
  for (const SpatialLayerResult& layer : outcome.layers) {
    algorithmic += layer.counts.algorithmic;
    performed += layer.counts.performed;
  }
  std::string text = format("%s: %s, table %s\n", config.name.c_str(), to_string(config.dataflow),
                            ledger.table.c_str());
  text += format("energy      %.4f mJ\n", millijoules(ledger.total));
  text += format("latency     %.1f us (%llu cycles)\n", outcome.latency_us,
                 static_cast<unsigned long long>(outcome.cycles));
  text += format("operations  %llu of %llu\n", static_cast<unsigned long long>(performed),
                 static_cast<unsigned long long>(algorithmic));
  text += "by level\n";
  for (const std::string& level : spatial_levels(ledger)) {
    Energy leakage, sum;
    for (const energy::LedgerLine& line : ledger.lines) {
      if (line.block != level) continue;
      (line.part == Part::leakage ? leakage : sum) += line.total;
    }
    text += format("  %-18s %10.4f mJ  %s", level.c_str(), millijoules(sum),
                   percent(sum, ledger.total).c_str());
    if (leakage > Energy{}) text += format("  and leakage %.4f mJ", millijoules(leakage));
    text += '\n';
    if (level == "dram") text += dram_by_tensor(ledger);
  }
  text += "by layer\n";
  for (const SpatialLayerResult& layer : outcome.layers) {
    text += format("  %-12s %10.4f mJ %12llu cycles, bound by %-7s  tile %s, block %s",
                   layer.name.c_str(), millijoules(layer.energy),
                   static_cast<unsigned long long>(layer.counts.cycles), layer.bound.c_str(),
                   sizes_text(layer.tiling.tile).c_str(), sizes_text(layer.tiling.block).c_str());
    if (layer.searched) {
      text += format("  (%llu of %llu tilings tried)", static_cast<unsigned long long>(layer.tried),
                     static_cast<unsigned long long>(layer.legal));
    }
    text += '\n';
  }
  text += "by method\n";
  for (int method = 0; method < energy::kMethods; ++method) {
    const Energy sum = ledger.methods[static_cast<std::size_t>(method)];
    if (sum == Energy{}) continue;
    text += format("  %-12s %s\n", energy::to_string(static_cast<energy::Method>(method)),
                   percent(sum, ledger.total).c_str());
  }
  return text;
}

std::string spatial_plan_text(const SpatialConfig& config) {
  std::string text = std::string(to_string(config.dataflow)) + "\n" +
                     hw::loop_nest(config.dataflow).text + "\nlayers\n";
  for (const SpatialLayer& layer : config.layers) {
    text +=
        format("  %-12s %s  weights %.4f, inputs %.4f not 0  ", layer.shape.name.c_str(),
               sizes_text(layer.shape.sizes()).c_str(), layer.weight_density, layer.input_density);
    text += layer.tiling ? "tile " + sizes_text(layer.tiling->tile) + ", block " +
                               sizes_text(layer.tiling->block)
                         : "tiling searched";
    text += '\n';
  }
  return text;
}

}  // namespace engram::sim
