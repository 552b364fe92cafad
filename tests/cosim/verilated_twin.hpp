#pragma once

#include <verilated.h>
#include <verilated_cov.h>

#include <filesystem>

#include "pin.hpp"

namespace engram::cosim {

/// A clocked module that Verilator made (`Model` is its class), built with ENGRAM_FAULTS and
/// coverage. Ports are reached by `->`.
template <class Model>
class VerilatedTwin {
 public:
  /// `fault` is planted (FAULT in memory/rtl/fault.svh); 0 plants none.
  explicit VerilatedTwin(unsigned fault) : model_(&context_) {
    drive(model_.fault, fault);
    model_.clock = 0;
    model_.reset = 1;
    model_.eval();  // Verilator sees no edge in the first
    clock();
    model_.reset = 0;
  }

  Model* operator->() { return &model_; }
  const Model* operator->() const { return &model_; }
  /// The rising edge that ends a cycle. Outputs are those of the next only after an eval.
  void clock() {
    model_.clock = 1;
    model_.eval();
    model_.clock = 0;
  }
  void write_coverage(const std::filesystem::path& file) {
    std::filesystem::create_directories(file.parent_path());
    model_.final();
    context_.coveragep()->write(file.c_str());
  }

 private:
  VerilatedContext context_;
  Model model_;
};

}  // namespace engram::cosim
