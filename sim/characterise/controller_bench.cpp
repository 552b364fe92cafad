#include "sim/characterise/controller_bench.hpp"

#include <algorithm>

namespace engram::sim {
namespace {

std::string with(std::string text, const std::string& name, std::uint64_t value) {
  const std::string number = std::to_string(value);
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    text.replace(at, name.size(), number);
  }
  return text;
}

std::uint64_t parameter(const ControllerSetup& setup, const std::string& name) {
  for (const auto& [found, value] : setup.parameters) {
    if (found == name) return value;
  }
  return 0;
}

std::string sized(std::string text, const ControllerSetup& setup) {
  text = with(std::move(text), "$WORD", parameter(setup, "WORD_BITS") - 1);
  text = with(std::move(text), "$LINE", setup.line_bits - 1);
  text = with(std::move(text), "$ADDRESS", setup.address_bits - 1);
  text = with(std::move(text), "$CODE", parameter(setup, "WEIGHT_BITS") - 1);
  return with(std::move(text), "$GRADIENT", kGradientBits - 1);
}

constexpr const char* kTop = R"(module controller_top(
  input logic clock, input logic reset,
  input logic event_valid, output logic event_ready, input logic [$LINE:0] event_line,
  output logic memory_read, output logic [$ADDRESS:0] memory_address,
  input logic [$WORD:0] memory_read_data,
  output logic delivery_valid, input logic delivery_ready,
  output logic [$LINE:0] delivery_end, output logic [$CODE:0] delivery_code, output logic busy)";

constexpr const char* kLearningPorts = R"(,
  input logic [1:0] event_operation, input logic signed [$GRADIENT:0] gradient,
  output logic memory_write, output logic [$WORD:0] memory_write_data)";

constexpr const char* kInstancePorts = R"(
    .clock(clock), .reset(reset), .event_valid(event_valid), .event_ready(event_ready),
    .event_line(event_line), .memory_read(memory_read), .memory_address(memory_address),
    .memory_read_data(memory_read_data), .delivery_valid(delivery_valid),
    .delivery_ready(delivery_ready), .delivery_end(delivery_end), .delivery_code(delivery_code),
    .busy(busy))";

constexpr const char* kLearningPins = R"(,
    .event_operation(event_operation), .gradient(gradient), .memory_write(memory_write),
    .memory_write_data(memory_write_data))";

constexpr const char* kNoLearningPins = R"(,
    .event_operation(2'd0), .gradient($WIDTH'd0), .memory_write(), .memory_write_data())";

constexpr const char* kSignals = R"(`timescale 1ps/1ps
module bench;
  reg clock = 0, reset = 1, event_valid = 0, delivery_ready = 1;
  reg [1:0] event_operation = 0;
  reg [$LINE:0] event_line = 0;
  reg [$WORD:0] memory_read_data = 0, next_data = 0;
  reg signed [$GRADIENT:0] gradient = 0;
  wire event_ready, memory_read, delivery_valid, busy;
  wire [$ADDRESS:0] memory_address;
  wire [$LINE:0] delivery_end;
  wire [$CODE:0] delivery_code;
  wire rtl_event_ready, rtl_memory_read, rtl_delivery_valid, rtl_busy;
  wire [$ADDRESS:0] rtl_memory_address;
  wire [$LINE:0] rtl_delivery_end;
  wire [$CODE:0] rtl_delivery_code;
  wire memory_write, rtl_memory_write;
  wire [$WORD:0] memory_write_data, rtl_memory_write_data;
  reg [$WORD:0] memory [0:$LAST];
  reg [17:0] events [0:255];
  reg [31:0] noise = 32'h2545f491;
  integer rows = 0, words = 0, weights = 0, cycles = 0, next = 0, waited = 0, mismatches = 0;
  integer count, gap, not_ready, idle = 0;
  reg stepped = 0;
  reg [1023:0] dump;
)";

constexpr const char* kRtlPorts = R"(
    .clock(clock), .reset(reset), .event_valid(event_valid), .event_ready(rtl_event_ready),
    .event_line(event_line), .memory_read(rtl_memory_read), .memory_address(rtl_memory_address),
    .memory_read_data(memory_read_data), .delivery_valid(rtl_delivery_valid),
    .delivery_ready(delivery_ready), .delivery_end(rtl_delivery_end),
    .delivery_code(rtl_delivery_code), .busy(rtl_busy))";

constexpr const char* kRtlLearningPins = R"(,
    .event_operation(event_operation), .gradient(gradient), .memory_write(rtl_memory_write),
    .memory_write_data(rtl_memory_write_data))";

constexpr const char* kNoWrites = R"(  assign memory_write = 1'b0;
  assign memory_write_data = 0;
  assign rtl_memory_write = 1'b0;
  assign rtl_memory_write_data = 0;
)";

constexpr const char* kBody = R"(
  initial begin
    $readmemh("memory.hex", memory);
    $readmemh("events.hex", events);
    if (!$value$plusargs("events=%d", count)) count = 1;
    if (!$value$plusargs("gap=%d", gap)) gap = 0;
    if (!$value$plusargs("not_ready=%d", not_ready)) not_ready = 0;
    if ($value$plusargs("dump=%s", dump)) $dumpfile(dump);
    repeat (6) begin
      #$HALF clock = 1;
      #$HALF clock = 0;
    end
    reset = 0;
    #$HALF;
    $dumpvars(1, gates);
    while (idle < 4) begin
      #$HALF clock = 1;
      #$HALF clock = 0;
      if (cycles > 20000) begin
        $display("mismatch: it does not end");
        $finish;
      end
    end
    $display("count rows %0d", rows);
    $display("count words %0d", words);
    $display("count weights %0d", weights);
    $display("count cycles %0d", cycles);
    $finish;
  end

  // What is offered changes 1 ns after the edge; what the edge saw is taken before.
  always @(posedge clock) if (!reset) begin
    cycles = cycles + 1;
    if (event_ready !== rtl_event_ready || memory_read !== rtl_memory_read ||
        memory_write !== rtl_memory_write || delivery_valid !== rtl_delivery_valid ||
        busy !== rtl_busy ||
        ((memory_read || memory_write) && memory_address !== rtl_memory_address) ||
        (memory_write && memory_write_data !== rtl_memory_write_data) ||
        (delivery_valid && (delivery_end !== rtl_delivery_end || delivery_code !== rtl_delivery_code))) begin
      mismatches = mismatches + 1;
      if (mismatches < 4) $display("mismatch in cycle %0d", cycles);
    end
    next_data = memory_read_data;
    if (memory_read) next_data = memory[memory_address];
    if (memory_write) memory[memory_address] = memory_write_data;
    if (memory_read || memory_write) words = words + 1;
    stepped = delivery_valid && delivery_ready;
    if (stepped) weights = weights + 1;
    waited = waited + 1;
    if (event_valid && event_ready) begin
      rows = rows + 1;
      next = next + 1;
      waited = 0;
    end
    idle = next == count && !busy ? idle + 1 : 0;
    noise = {noise[30:0], noise[31] ^ noise[21] ^ noise[1] ^ noise[0]};
    #1000;
    memory_read_data = next_data;
    event_valid = next < count && waited >= gap;
    {event_operation, event_line} = next < count ? {events[next][17:16], events[next][$LINE:0]} : 0;
    if (cycles % 8 == 0) delivery_ready = noise[12:10] >= not_ready;
    if (stepped && event_operation[1]) gradient = noise[31:16];
  end

endmodule
)";

}  // namespace

std::string controller_top(const ControllerKind& kind, const ControllerSetup& setup, bool forward) {
  std::string values;
  for (const auto& [name, value] : setup.parameters) {
    values += (values.empty() ? "." : ", .") + name + "(" + std::to_string(value) + ")";
  }
  const std::string text = std::string(kTop) + (forward ? "" : kLearningPorts) + ");\n  " +
                           kind.module + " #(" + values + ") controller(" + kInstancePorts +
                           (forward ? kNoLearningPins : kLearningPins) + ");\nendmodule\n";
  return with(sized(text, setup), "$WIDTH", kGradientBits);
}

std::string controller_bench(const ControllerSetup& setup, bool forward, std::uint64_t words,
                             unsigned period_ps) {
  std::string text = std::string(kSignals) + "  gates gates(" + kInstancePorts +
                     (forward ? "" : kLearningPins) + ");\n  controller_top rtl(" + kRtlPorts +
                     (forward ? "" : kRtlLearningPins) + ");\n" + (forward ? kNoWrites : "") +
                     kBody;
  text = with(sized(text, setup), "$LAST", words - 1);
  return with(std::move(text), "$HALF", period_ps / 2);
}

}  // namespace engram::sim
