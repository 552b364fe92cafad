#include "sim/characterise/characterise_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/config/json_writer.hpp"

namespace engram::sim {
namespace {

constexpr const char* kSource = "synthesised_controllers";

void write_row(const energy::LogicRow& row, JsonWriter& json) {
  json.open_object();
  json.key("operation").value(row.operation);
  json.key("variant").value(row.variant);
  json.key("bits").value(row.bits);
  json.key("energy_pj").value(row.energy.picojoules());
  json.key("leakage_nw").value(row.leakage_nw);
  json.key("area_um2").value(row.area_um2);
  json.key("provenance").value(kSource);
  json.key("derivation").value(row.provenance.derivation).close();
}

std::string format(const char* how, double value) {
  char text[64];
  std::snprintf(text, sizeof text, how, value);
  return text;
}

}  // namespace

std::string characterised_json(const Characterised& result) {
  JsonWriter json;
  json.open_object();
  json.key("sources").open_object().key(kSource).open_object();
  json.key("method").value("synthesised");
  json.key("source").value(result.source).close().close();
  json.key("logic").open_array();
  for (const PricedController& controller : result.controllers) {
    for (const energy::LogicRow& row : controller.rows) write_row(row, json);
  }
  write_row(result.clock, json);
  json.close().close();
  return json.text();
}

std::string characterised_csv(const Characterised& result) {
  std::string text =
      "variant,path,setup,workload,use,rows,words,weights,updates,addresses,cycles,flip_flops,"
      "internal_pj,"
      "load_pj,clock_pj,fitted_pj,fitted_clock_pj,residual,dynamic_residual,opensta_pj\n";
  for (const PricedController& controller : result.controllers) {
    for (const MeasuredWorkload& seen : controller.workloads) {
      text += controller.variant + "," + (seen.forward ? "forward" : "learning") + "," +
              seen.setup + ",\"" + seen.workload + "\"," + (seen.held_out ? "tested" : "fitted");
      for (const std::uint64_t count : {seen.rows, seen.words, seen.weights, seen.updates,
                                        seen.addresses, seen.cycles, seen.flip_flops}) {
        text += "," + std::to_string(count);
      }
      for (const double value :
           {seen.internal_pj, seen.load_pj, seen.clock_pj, seen.fitted_pj, seen.fitted_clock_pj,
            seen.total_residual(), seen.dynamic_residual(), seen.opensta_pj}) {
        text += "," + shortest(value);
      }
      text += "\n";
    }
  }
  return text;
}

std::string characterised_screen(const Characterised& result) {
  std::string text;
  double checked = 0, most = 0;
  for (const PricedController& controller : result.controllers) {
    text += controller.variant + ": " + format("%.0f um2", controller.area_um2) + ", " +
            std::to_string(controller.flip_flops) + " flip-flops; with learning " +
            format("%.0f um2", controller.area_um2 + controller.learning_area_um2) + ", " +
            std::to_string(controller.learning_flip_flops) + "\n";
    for (const energy::LogicRow& row : controller.rows) {
      text += format("  %9.4f pJ  ", row.energy.picojoules()) + row.operation + " " + row.variant;
      text += row.area_um2 > 0 ? "  (" + row.provenance.derivation + ")\n" : "\n";
    }
    for (const MeasuredWorkload& seen : controller.workloads) {
      if (seen.opensta_pj == 0) continue;
      ++checked;
      most = std::max(most, std::abs(seen.opensta_pj / seen.total_pj() - 1));
    }
  }
  text += format("clock: %.5f pJ a flip-flop and cycle\n", result.clock.energy.picojoules());
  if (checked > 0) {
    text += format("OpenSTA, %.0f workloads: ", checked) +
            format("at most %.1f %% from these\n", 100 * most);
  }
  return text;
}

}  // namespace engram::sim
