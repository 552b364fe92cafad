`include "fault.svh"
// Comparison, reset, refractory count, clip and the one saturation of the neuron step, without a
// register. Twin of the second half of FixedNeurons::advance (hw/core).
module neuron_fire #(
    parameter integer STATE_BITS = 16,
    parameter integer VALUE_BITS = 16,
    parameter integer WIDE = 32,
    parameter integer COMPARE_EQUAL = 0,
    parameter integer RESET_KIND = 0,  // 0: to zero, 1: subtract the threshold, 2: to a value
    parameter integer REFRACTORY_BITS = 4,
    parameter integer HAS_CLIP = 0
) (
`ifdef ENGRAM_FAULTS
    input  logic [3:0] fault,
`endif
    input  logic signed [WIDE-1:0]       potential,
    input  logic signed [STATE_BITS-1:0] membrane,         // before the step
    input  logic [REFRACTORY_BITS-1:0]   refractory_left,  // before the step
    input  logic signed [VALUE_BITS-1:0] threshold,
    input  logic signed [VALUE_BITS-1:0] reset_value,
    input  logic signed [VALUE_BITS-1:0] clip_low,
    input  logic [REFRACTORY_BITS-1:0]   refractory,  // timesteps after a spike; 0: none
    output logic signed [STATE_BITS-1:0] next_membrane,
    output logic [REFRACTORY_BITS-1:0]   next_refractory,
    output logic                         spike
);
  localparam logic signed [WIDE-1:0] LARGEST = (WIDE'(1) <<< (STATE_BITS - 1)) - WIDE'(1);
  localparam logic signed [WIDE-1:0] SMALLEST = -LARGEST - WIDE'(1);

  logic above, resting;
  logic signed [WIDE-1:0] limit, after_reset, stepped, clipped;
  assign limit = WIDE'(threshold);
  assign above = (COMPARE_EQUAL != 0) == `FAULT(4'd2, 1'b0, 1'b1) ? potential >= limit
                                                                  : potential > limit;
  assign resting = refractory_left != 0;
  assign spike = above && !resting;

  assign after_reset = RESET_KIND == 0 ? WIDE'(0)
                     : RESET_KIND == 1 ? potential - limit : WIDE'(reset_value);
  assign stepped = resting && `FAULT(4'd7, 1'b0, 1'b1) ? WIDE'(membrane) : spike ? after_reset : potential;
  assign clipped = HAS_CLIP != 0 && `FAULT(4'd6, 1'b0, stepped < WIDE'(clip_low)) ? WIDE'(clip_low)
                                                                                 : stepped;
  assign next_membrane = clipped > LARGEST ? STATE_BITS'(`FAULT(4'd4, LARGEST - WIDE'(1), LARGEST))
                       : `FAULT(4'd3, 1'b0, clipped < SMALLEST) ? STATE_BITS'(SMALLEST)
                       : STATE_BITS'(clipped);
  assign next_refractory = resting ? refractory_left - REFRACTORY_BITS'(1)
                         : `FAULT(4'd5, spike && refractory == 1, spike) ? refractory
                         : REFRACTORY_BITS'(0);
endmodule
