`include "fault.svh"
// One bank of accumulators: an addition reads in its first cycle and writes at the end of its last.
// A sum counts from the first addition on (`received`), so that clearing is one bit. Whoever adds
// keeps ADDITION_CYCLES between the starts.
module accumulator_bank #(
    parameter integer PLACES = 16,
    parameter integer PLACE_BITS = 4,
    parameter integer WEIGHT_BITS = 8,
    parameter integer SUM_BITS = 16,
    parameter integer ADDITION_CYCLES = 1
) (
    input  logic                          clock,
    input  logic                          reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                    fault,
`endif
    input  logic                          start,
    input  logic [PLACE_BITS-1:0]         place,
    input  logic signed [WEIGHT_BITS-1:0] weight,
    input  logic [PLACE_BITS-1:0]         read_place,
    output logic signed [SUM_BITS-1:0]    read_sum,
    output logic                          read_received,
    input  logic                          clear
);
  localparam integer WIDTH = 1 + PLACE_BITS + WEIGHT_BITS + SUM_BITS;
  logic [SUM_BITS-1:0] sums[0:PLACES-1];
  logic [PLACES-1:0] received;
  logic signed [SUM_BITS-1:0] start_sum, end_sum;
  logic ends;
  logic [PLACE_BITS-1:0] end_place;
  logic signed [WEIGHT_BITS-1:0] end_weight;

  assign read_received = received[read_place];
  assign read_sum = read_received ? sums[read_place] : SUM_BITS'(0);
  assign start_sum = `FAULT(4'd7, 1'b1, received[place]) ? sums[place] : SUM_BITS'(0);

  generate
    if (ADDITION_CYCLES == 1) begin : at_once
      assign {ends, end_place, end_weight, end_sum} = {start, place, weight, start_sum};
    end else begin : read_then_write
      delay_line #(
          .CYCLES(ADDITION_CYCLES - 1), .WIDTH(WIDTH)
      ) under_way (
          .clock(clock), .reset(reset), .word({start, place, weight, start_sum}),
          .delayed({ends, end_place, end_weight, end_sum})
      );
    end
  endgenerate

  always_ff @(posedge clock) begin
    if (ends) sums[end_place] <= end_sum + `FAULT(4'd6, SUM_BITS'($unsigned(end_weight)), SUM_BITS'(end_weight));
    if (reset) begin
      received <= 0;
    end else begin
      if (clear) received[read_place] <= 0;
      if (ends) received[end_place] <= 1;
    end
  end
endmodule
