#pragma once

#include <cstdint>
#include <string>

/// The pins of a controller (memory/rtl/README.md), whatever made it.
namespace engram::cosim {

/// With which all controllers are verilated.
inline constexpr unsigned kGradientBits = 12;
inline constexpr unsigned kRateShift = 3;

/// update_column of a shared kernel: one sweep over all its weights.
enum class Operation { forward_row, read_column, update_row, update_column };

struct ControllerInputs {
  bool reset = false;
  bool event_valid = false;
  Operation event_operation = Operation::forward_row;
  std::uint32_t event_line = 0;
  std::uint64_t memory_read_data = 0;
  bool delivery_ready = false;
  std::int64_t gradient = 0;
};

struct ControllerOutputs {
  bool event_ready = false;
  bool memory_read = false, memory_write = false;
  std::uint64_t memory_address = 0, memory_write_data = 0;
  bool delivery_valid = false;
  std::uint32_t delivery_end = 0, delivery_code = 0;
  bool busy = false;
};

class ControllerTwin {
 public:
  virtual ~ControllerTwin() = default;
  /// The outputs under these inputs, in the middle of a cycle.
  virtual ControllerOutputs settle(const ControllerInputs& inputs) = 0;
  /// The rising edge that ends the cycle.
  virtual void clock() = 0;
  virtual void write_coverage(const std::string& file) = 0;
};

}  // namespace engram::cosim
