`include "fault.svh"
// The neuron update unit of a core: read state, multiply and add, compare and reset, write back; a
// neuron that spikes puts its event into the output queue as it is written back. Cycle by cycle the
// twin of SteppedUpdatePipeline (hw/pipeline), value by value of FixedNeurons (hw/core).
//
// `work_*` offers the neurons to step, in order: all of a core (a counter) or those touched, with the
// steps without input that each has missed (`work_late`, pure decays) and the flits that its event
// would take. `read` takes one and addresses the memories of states and of sums; both answer
// LATENCY cycles later. A state record is {bias, refractory steps left, membrane}.
module neuron_update #(
    parameter integer NEURON_BITS = 8,
    parameter integer STATE_BITS = 16,
    parameter integer SUM_BITS = 16,
    parameter integer FRACTION_BITS = 0,
    parameter integer VALUE_BITS = 16,
    parameter integer HAS_DECAY = 1,  // 1: LIF, 0: IF
    parameter integer DECAY_BITS = 12,
    parameter integer DECAY_WIDTH = 14,
    parameter integer ROUND_TO_FLOOR = 0,
    parameter integer COMPARE_EQUAL = 0,
    parameter integer RESET_KIND = 0,
    parameter integer REFRACTORY_BITS = 4,
    parameter integer HAS_CLIP = 0,
    parameter integer LATE_BITS = 4,
    parameter integer FLIT_BITS = 4,
    parameter integer PORTS = 2,  // of the state memory; with 1, even cycles of a sweep read, odd write
    parameter integer LATENCY = 1,
    parameter integer QUEUE_DEPTH = 4,
    parameter integer RECORD_BITS = VALUE_BITS + REFRACTORY_BITS + STATE_BITS
) (
    input  logic                          clock,
    input  logic                          reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                    fault,
`endif
    // Configuration, constant during a sweep.
    input  logic signed [DECAY_WIDTH-1:0] decay,
    input  logic signed [VALUE_BITS-1:0]  offset,
    input  logic signed [VALUE_BITS-1:0]  threshold,
    input  logic signed [VALUE_BITS-1:0]  reset_value,
    input  logic signed [VALUE_BITS-1:0]  clip_low,
    input  logic [REFRACTORY_BITS-1:0]    refractory,
    // Neurons to step.
    input  logic                          work_valid,
    input  logic [NEURON_BITS-1:0]        work_neuron,
    input  logic [LATE_BITS-1:0]          work_late,
    input  logic [FLIT_BITS-1:0]          work_flits,
    // State memory and sums.
    output logic                          read,
    output logic [NEURON_BITS-1:0]        read_neuron,
    input  logic [RECORD_BITS-1:0]        read_record,
    input  logic signed [SUM_BITS-1:0]    read_sum,
    output logic                          write,
    output logic [NEURON_BITS-1:0]        write_neuron,
    output logic [RECORD_BITS-1:0]        write_record,
    output logic                          write_spike,
    // Events.
    output logic                          flit_valid,
    output logic [NEURON_BITS-1:0]        flit_neuron,
    input  logic                          flit_ready,
    // A sweep begins only when the one before is no longer busy.
    output logic                          busy,
    output logic                          queue_stall  // a write back waits for room in the queue
);
  // Exact: the decayed state, the shifted sum, bias and offset, the threshold taken off.
  localparam integer DECAYED = STATE_BITS + (DECAY_WIDTH > DECAY_BITS ? DECAY_WIDTH - DECAY_BITS : 0);
  localparam integer SHIFTED = SUM_BITS + FRACTION_BITS;
  localparam integer WIDEST = DECAYED > SHIFTED ? (DECAYED > VALUE_BITS ? DECAYED : VALUE_BITS)
                                                : (SHIFTED > VALUE_BITS ? SHIFTED : VALUE_BITS);
  localparam integer WIDE = WIDEST + 3;
  localparam integer CAPACITY = LATENCY + 3;
  localparam integer COUNT_BITS = $clog2(CAPACITY + 1);
  localparam integer WORK_BITS = NEURON_BITS + LATE_BITS + FLIT_BITS;

  logic odd;
  logic [COUNT_BITS-1:0] under_way;
  logic write_turn, read_turn;
  assign write_turn = PORTS == 2 || odd;
  assign read_turn = PORTS == 2 || !odd;
  assign busy = work_valid || under_way != 0 || flit_valid;

  // Read: what is asked travels beside the memory's answer.
  logic [WORK_BITS:0] answered;
  assign read = read_turn && work_valid && 
                under_way != COUNT_BITS'(`FAULT(4'd10, CAPACITY - 1, CAPACITY));
  assign read_neuron = work_neuron;

  delay_line #(
      .CYCLES(LATENCY), .WIDTH(WORK_BITS + 1)
  ) asked (
      .clock(clock), .reset(reset), .word({read, work_neuron, work_late, work_flits}),
      .delayed(answered)
  );

  // Multiply and add: the oldest answer, a late step a cycle before its own.
  logic multiply_valid, multiply_leaves, multiply_last;
  logic [NEURON_BITS-1:0] multiply_neuron;
  logic [LATE_BITS-1:0] multiply_late, late_done;
  logic [FLIT_BITS-1:0] multiply_flits;
  logic [RECORD_BITS-1:0] multiply_record;
  logic signed [SUM_BITS-1:0] multiply_sum;
  logic signed [VALUE_BITS-1:0] multiply_bias;
  logic [REFRACTORY_BITS-1:0] multiply_refractory;
  logic signed [STATE_BITS-1:0] multiply_read, multiply_state, late, late_state;
  logic signed [WIDE-1:0] potential;

  arrival_queue #(
      .DEPTH(CAPACITY),
      .WIDTH(WORK_BITS + RECORD_BITS + SUM_BITS)
  ) arrivals (
      .clock(clock),
      .reset(reset),
      .arrives(answered[WORK_BITS]),
      .word({answered[WORK_BITS-1:0], read_record, read_sum}),
      .head_valid(multiply_valid),
      .head({multiply_neuron, multiply_late, multiply_flits, multiply_record, multiply_sum}),
      .take(multiply_leaves)
  );
  assign {multiply_bias, multiply_refractory, multiply_read} = multiply_record;
  assign multiply_state = late_done == 0 ? multiply_read : late_state;
  assign multiply_last = `FAULT(4'd11, late_done + LATE_BITS'(1) >= multiply_late,
                                late_done == multiply_late);

  neuron_integrate #(
      .STATE_BITS(STATE_BITS), .SUM_BITS(SUM_BITS), .FRACTION_BITS(FRACTION_BITS),
      .VALUE_BITS(VALUE_BITS), .WIDE(WIDE), .HAS_DECAY(HAS_DECAY), .DECAY_BITS(DECAY_BITS),
      .DECAY_WIDTH(DECAY_WIDTH), .ROUND_TO_FLOOR(ROUND_TO_FLOOR)
  ) integrate (
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .state(multiply_state), .sum(multiply_sum), .bias(multiply_bias), .offset(offset),
      .decay(decay), .late(late), .potential(potential)
  );

  // Compare and reset.
  logic compare_valid, compare_leaves;
  logic [NEURON_BITS-1:0] compare_neuron;
  logic [FLIT_BITS-1:0] compare_flits;
  logic signed [WIDE-1:0] compare_potential;
  logic signed [VALUE_BITS-1:0] compare_bias;
  logic [REFRACTORY_BITS-1:0] compare_refractory, next_refractory;
  logic signed [STATE_BITS-1:0] compare_membrane, next_membrane;
  logic spike;

  neuron_fire #(
      .STATE_BITS(STATE_BITS), .VALUE_BITS(VALUE_BITS), .WIDE(WIDE), .COMPARE_EQUAL(COMPARE_EQUAL),
      .RESET_KIND(RESET_KIND), .REFRACTORY_BITS(REFRACTORY_BITS), .HAS_CLIP(HAS_CLIP)
  ) fire (
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .potential(compare_potential), .membrane(compare_membrane),
      .refractory_left(compare_refractory), .threshold(threshold), .reset_value(reset_value),
      .clip_low(clip_low), .refractory(refractory), .next_membrane(next_membrane),
      .next_refractory(next_refractory), .spike(spike)
  );

  // Write back, and the queue.
  logic store_valid, has_event, queue_full;
  logic [FLIT_BITS-1:0] store_flits;
  assign has_event = write_spike && store_flits != 0;
  assign write = write_turn && store_valid && !(has_event && `FAULT(4'd9, 1'b0, queue_full));
  assign queue_stall = write_turn && store_valid && has_event && queue_full;

  event_queue #(
      .DEPTH(QUEUE_DEPTH), .NEURON_BITS(NEURON_BITS), .FLIT_BITS(FLIT_BITS)
  ) queue (
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .clock(clock), .reset(reset), .push(write && has_event), .push_neuron(write_neuron),
      .push_flits(store_flits), .full(queue_full), .flit_valid(flit_valid),
      .flit_neuron(flit_neuron), .flit_ready(flit_ready)
  );

  // A stage that is done moves into one that is empty or leaves.
  assign compare_leaves = compare_valid && (!store_valid || write);
  assign multiply_leaves = multiply_valid && multiply_last &&
                           (!compare_valid || `FAULT(4'd12, 1'b1, compare_leaves));

  always_ff @(posedge clock) begin
    if (multiply_valid && !multiply_last) late_state <= late;
    if (multiply_leaves) begin
      compare_neuron <= multiply_neuron;
      compare_flits <= multiply_flits;
      compare_potential <= potential;
      compare_membrane <= multiply_state;
      compare_refractory <= multiply_refractory;
      compare_bias <= multiply_bias;
    end
    if (compare_leaves) begin
      write_neuron <= compare_neuron;
      write_record <= {compare_bias, next_refractory, next_membrane};
      write_spike <= spike;
      store_flits <= compare_flits;
    end
    if (reset) begin
      odd <= 0;
      under_way <= 0;
      late_done <= 0;
      compare_valid <= 0;
      store_valid <= 0;
    end else begin
      odd <= busy && !odd;
      under_way <= under_way + COUNT_BITS'(read) - COUNT_BITS'(write);
      if (multiply_leaves) late_done <= 0;
      else if (multiply_valid && !multiply_last) late_done <= late_done + LATE_BITS'(1);
      compare_valid <= multiply_leaves || (compare_valid && !compare_leaves);
      store_valid <= compare_leaves || (store_valid && !write);
    end
  end
endmodule
