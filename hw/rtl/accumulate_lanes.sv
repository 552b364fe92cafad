`include "fault.svh"
// LANES adders before the accumulators of a core. Deliveries are taken in order, as many a cycle as
// lanes are free (a lane that ends its addition in this cycle is); additions begin in order, up to
// the first whose bank is taken, those of one cycle from one row. Target t lies in bank t mod BANKS,
// which an addition keeps for ADDITION_CYCLES; BANKS = 0: registers, which never conflict.
// Cycle by cycle the twin of `add` and `decode` of SteppedRowPipeline (hw/pipeline), value by value
// of Accumulator (hw/core).
//
// Precondition, as in the model: the targets of a row differ.
module accumulate_lanes #(
    parameter integer LANES = 4,
    parameter integer BANKS = 2,
    parameter integer ADDITION_CYCLES = 1,
    parameter integer TARGETS = 64,
    parameter integer TARGET_BITS = 6,
    parameter integer WEIGHT_BITS = 8,
    parameter integer SUM_BITS = 16,
    parameter integer COUNT_BITS = $clog2(LANES + 1)
) (
    input  logic                         clock,
    input  logic                         reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                   fault,
`endif
    input  logic                         ready,  // additions may begin
    // Deliveries, the oldest in the low bits; `offered` of them, of which `taken` enter lanes.
    input  logic [COUNT_BITS-1:0]        offered,
    input  logic [LANES*TARGET_BITS-1:0] offered_target,
    input  logic [LANES*WEIGHT_BITS-1:0] offered_weight,
    input  logic [LANES-1:0]             offered_first,  // of its row
    output logic [COUNT_BITS-1:0]        taken,
    // Additions that begin, the oldest in the low bits.
    output logic [LANES-1:0]             begin_valid,
    output logic [LANES*TARGET_BITS-1:0] begin_target,
    output logic                         stall_bank,   // the next addition waits for its bank
    output logic                         stall_ready,  // the next addition waits for `ready`
    output logic                         idle,
    // A look at an accumulator, as the additions that ended before this cycle left it. `clear` makes
    // it 0; no addition may be under way.
    input  logic [TARGET_BITS-1:0]       read_target,
    output logic signed [SUM_BITS-1:0]   read_sum,
    output logic                         read_received,  // an addition came, even of 0
    input  logic                         clear
);
  localparam integer STORES = BANKS == 0 ? TARGETS : BANKS;
  localparam integer STORE_BITS = STORES > 1 ? $clog2(STORES) : 1;
  localparam integer PLACES = (TARGETS + STORES - 1) / STORES;
  localparam integer PLACE_BITS = PLACES > 1 ? $clog2(PLACES) : 1;
  localparam integer LEFT_BITS = $clog2(ADDITION_CYCLES + 1);

  // Deliveries in lanes, the oldest first: `count` of them. left: cycles of the addition from this
  // one on, 0 before it began.
  logic [COUNT_BITS-1:0] count;
  logic [LANES*TARGET_BITS-1:0] target;
  logic [LANES*WEIGHT_BITS-1:0] weight;
  logic [LANES-1:0] first;
  logic [LANES*LEFT_BITS-1:0] left;

  function automatic logic [STORE_BITS-1:0] store_of(input logic [TARGET_BITS-1:0] at);
    store_of = STORE_BITS'(32'(at) % STORES);
  endfunction
  function automatic logic [PLACE_BITS-1:0] place_of(input logic [TARGET_BITS-1:0] at);
    place_of = PLACE_BITS'(32'(at) / STORES);
  endfunction

  // What begins and what ends.
  logic [LANES-1:0] begins, ends;
  logic [LANES*LEFT_BITS-1:0] left_after;
  logic [STORES-1:0] kept;  // banks of additions under way
  logic may_begin;
  logic [COUNT_BITS-1:0] ended;
  integer lane;
  always_comb begin
    begins = 0;
    ends = 0;
    left_after = 0;
    kept = 0;
    may_begin = 1;
    stall_bank = 0;
    stall_ready = 0;
    ended = 0;
    for (lane = 0; lane < LANES; lane = lane + 1) begin
      if (COUNT_BITS'(lane) < count) begin
        if (left[lane*LEFT_BITS+:LEFT_BITS] != 0) begin
          left_after[lane*LEFT_BITS+:LEFT_BITS] = left[lane*LEFT_BITS+:LEFT_BITS] - LEFT_BITS'(1);
          ends[lane] = left[lane*LEFT_BITS+:LEFT_BITS] == LEFT_BITS'(1);
          kept[store_of(target[lane*TARGET_BITS+:TARGET_BITS])] = `FAULT(4'd5, 1'b0, 1'b1);
        end else if (!`FAULT(4'd3, ready || count == COUNT_BITS'(LANES), ready)) begin
          stall_ready = 1;
        end else if (may_begin) begin
          if (first[lane] && `FAULT(4'd1, 1'b0, begins != 0)) begin
            may_begin = 0;
          end else if (BANKS != 0 && `FAULT(4'd2, 1'b0, 1'b1) &&
                       kept[store_of(target[lane*TARGET_BITS+:TARGET_BITS])]) begin
            may_begin = 0;
            stall_bank = 1;
          end else begin
            begins[lane] = 1;
            left_after[lane*LEFT_BITS+:LEFT_BITS] = LEFT_BITS'(ADDITION_CYCLES - 1);
            ends[lane] = ADDITION_CYCLES == 1;
            kept[store_of(target[lane*TARGET_BITS+:TARGET_BITS])] = 1;
          end
        end
      end
      ended = ended + COUNT_BITS'(ends[lane]);
    end
  end
  assign begin_valid = begins;
  assign begin_target = target;
  assign idle = count == 0;

  // Lanes that are free, or become so in this cycle, take what is offered.
  logic [COUNT_BITS-1:0] stay, room;
  assign stay = count - ended;
  assign room = COUNT_BITS'(LANES) - stay;
  assign taken = offered < room ? offered : `FAULT(4'd4, COUNT_BITS'(LANES) - count, room);

  logic [LANES*TARGET_BITS-1:0] next_target;
  logic [LANES*WEIGHT_BITS-1:0] next_weight;
  logic [LANES-1:0] next_first;
  logic [LANES*LEFT_BITS-1:0] next_left;
  integer slot, from;
  always_comb begin
    next_target = 0;
    next_weight = 0;
    next_first = 0;
    next_left = 0;
    for (slot = 0; slot < LANES; slot = slot + 1) begin
      if (slot < 32'(stay)) begin
        from = slot + 32'(ended);
        next_target[slot*TARGET_BITS+:TARGET_BITS] = target[from*TARGET_BITS+:TARGET_BITS];
        next_weight[slot*WEIGHT_BITS+:WEIGHT_BITS] = weight[from*WEIGHT_BITS+:WEIGHT_BITS];
        next_first[slot] = first[from];
        next_left[slot*LEFT_BITS+:LEFT_BITS] = left_after[from*LEFT_BITS+:LEFT_BITS];
      end else begin
        from = slot - 32'(stay);
        next_target[slot*TARGET_BITS+:TARGET_BITS] = offered_target[from*TARGET_BITS+:TARGET_BITS];
        next_weight[slot*WEIGHT_BITS+:WEIGHT_BITS] = offered_weight[from*WEIGHT_BITS+:WEIGHT_BITS];
        next_first[slot] = offered_first[from];
      end
    end
  end

  always_ff @(posedge clock) begin
    target <= next_target;
    weight <= next_weight;
    first <= next_first;
    left <= next_left;
    count <= reset ? COUNT_BITS'(0) : stay + taken;
  end

  // Banks: at most one addition begins in each.
  logic [STORES*SUM_BITS-1:0] sums;
  logic [STORES-1:0] received;
  assign read_sum = sums[store_of(read_target)*SUM_BITS+:SUM_BITS];
  assign read_received = received[store_of(read_target)];
  genvar store;
  generate
    for (store = 0; store < STORES; store = store + 1) begin : banks
      logic start;
      logic [PLACE_BITS-1:0] place;
      logic [WEIGHT_BITS-1:0] addend;
      integer adder;
      always_comb begin
        start = 0;
        place = 0;
        addend = 0;
        for (adder = 0; adder < LANES; adder = adder + 1) begin
          if (begins[adder] &&
              store_of(target[adder*TARGET_BITS+:TARGET_BITS]) == STORE_BITS'(store)) begin
            start = 1;
            place = place_of(target[adder*TARGET_BITS+:TARGET_BITS]);
            addend = weight[adder*WEIGHT_BITS+:WEIGHT_BITS];
          end
        end
      end
      accumulator_bank #(
          .PLACES(PLACES), .PLACE_BITS(PLACE_BITS), .WEIGHT_BITS(WEIGHT_BITS), .SUM_BITS(SUM_BITS),
          .ADDITION_CYCLES(ADDITION_CYCLES)
      ) bank (
`ifdef ENGRAM_FAULTS
          .fault(fault),
`endif
          .clock(clock), .reset(reset), .start(start), .place(place), .weight(addend),
          .read_place(place_of(read_target)), .read_sum(sums[store*SUM_BITS+:SUM_BITS]),
          .read_received(received[store]),
          .clear(clear && store_of(read_target) == STORE_BITS'(store))
      );
    end
  endgenerate
endmodule
