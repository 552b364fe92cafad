#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "energy/characterise/energy_fit.hpp"
#include "energy/table.hpp"
#include "sim/characterise/controller_workload.hpp"

/// Controllers priced by synthesis: RTL -> cells -> gate-level simulation -> power tables -> energy
/// per row, word, weight and clocked flip-flop.
namespace engram::sim {

struct CharacteriseOptions {
  std::string liberty;         ///< file of standard cells
  std::filesystem::path rtl;   ///< folder of the controllers
  std::filesystem::path work;  ///< folder for what the tools read and write
  std::string variant;         ///< empty: all
  double wire_ff = 4;          ///< wire for each input a net reaches, in fF
  bool prove = false;          ///< netlist equivalence, by Yosys
  bool check = false;          ///< OpenSTA on the same activity
  std::function<void(const std::string&)> progress;
};

/// One workload on one mapped controller.
struct MeasuredWorkload {
  std::string setup, workload;
  bool forward = true, held_out = false;
  std::uint64_t rows = 0, words = 0, weights = 0, updates = 0, addresses = 0, cycles = 0;
  std::uint64_t flip_flops = 0;
  double internal_pj = 0, load_pj = 0, clock_pj = 0;
  double fitted_pj = 0;        ///< internal and load, by the fit
  double fitted_clock_pj = 0;  ///< by the clock row
  double opensta_pj = 0;       ///< internal, load and clock by OpenSTA; 0: not asked

  double dynamic_pj() const { return internal_pj + load_pj; }
  double total_pj() const { return dynamic_pj() + clock_pj; }
  /// |fitted - measured| / measured, of the total with clock and of the dynamic part.
  double total_residual() const;
  double dynamic_residual() const;
};

struct PricedController {
  std::string variant;
  bool addresses = false;                                 ///< its table has rows of addresses
  double area_um2 = 0, leakage_nw = 0;                    ///< forward controller
  double learning_area_um2 = 0, learning_leakage_nw = 0;  ///< what backward and updates add
  std::uint64_t flip_flops = 0, learning_flip_flops = 0;
  std::vector<MeasuredWorkload> workloads;
  std::vector<energy::LogicRow> rows;  ///< derivation without residuals' source
};

struct Characterised {
  std::vector<PricedController> controllers;
  energy::LogicRow clock;  ///< one flip-flop, one cycle
  std::string source;      ///< of the rows
};

/// Runs the flow. Throws LibertyFault, energy::ToolFault.
Characterised characterise(const CharacteriseOptions& options);

}  // namespace engram::sim
