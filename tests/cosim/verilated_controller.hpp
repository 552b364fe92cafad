#pragma once

#include <verilated.h>
#include <verilated_cov.h>

#include <memory>

#include "controller_twin.hpp"

namespace engram::cosim {

/// A controller that Verilator made, built with ENGRAM_FAULTS and coverage. `Model` is its class.
template <class Model>
class VerilatedController : public ControllerTwin {
 public:
  /// `fault` is planted (FAULT in memory/rtl/fault.svh); 0 plants none.
  explicit VerilatedController(unsigned fault = 0) : model_(&context_) {
    model_.fault = static_cast<CData>(fault);
  }

  ControllerOutputs settle(const ControllerInputs& inputs) override {
    model_.reset = inputs.reset;
    model_.event_valid = inputs.event_valid;
    model_.event_operation = static_cast<CData>(inputs.event_operation);
    assign(model_.event_line, inputs.event_line);
    assign(model_.memory_read_data, inputs.memory_read_data);
    model_.delivery_ready = inputs.delivery_ready;
    // Verilator wants the bits above a port's width to be 0.
    assign(model_.gradient,
           static_cast<std::uint64_t>(inputs.gradient) & ((1U << kGradientBits) - 1));
    model_.eval();
    return {model_.event_ready != 0, model_.memory_read != 0,  model_.memory_write != 0,
            model_.memory_address,   model_.memory_write_data, model_.delivery_valid != 0,
            model_.delivery_end,     model_.delivery_code,     model_.busy != 0};
  }
  void clock() override {
    model_.clock = 1;
    model_.eval();
    model_.clock = 0;
    model_.eval();
  }
  void write_coverage(const std::string& file) override {
    model_.final();
    context_.coveragep()->write(file.c_str());
  }

 private:
  template <class Port>
  static void assign(Port& port, std::uint64_t value) {
    port = static_cast<Port>(value);
  }

  VerilatedContext context_;
  Model model_;
};

template <class Model>
std::unique_ptr<ControllerTwin> make_twin(unsigned fault) {
  return std::make_unique<VerilatedController<Model>>(fault);
}

}  // namespace engram::cosim
