`include "fault.svh"
// Decay and addition of the neuron step, without a register:
//   decayed   = q(state * decay / 2^DECAY_BITS), rounded to floor or toward zero; IF: the state
//   potential = decayed + (sum << FRACTION_BITS) + bias + offset, wide enough to be exact
// Twin of FixedNeurons::decayed and the first half of FixedNeurons::advance (hw/core).
module neuron_integrate #(
    parameter integer STATE_BITS = 16,
    parameter integer SUM_BITS = 16,
    parameter integer FRACTION_BITS = 0,
    parameter integer VALUE_BITS = 16,
    parameter integer WIDE = 32,
    parameter integer HAS_DECAY = 1,
    parameter integer DECAY_BITS = 12,
    parameter integer DECAY_WIDTH = 14,
    parameter integer ROUND_TO_FLOOR = 0
) (
`ifdef ENGRAM_FAULTS
    input  logic [3:0] fault,
`endif
    input  logic signed [STATE_BITS-1:0]  state,
    input  logic signed [SUM_BITS-1:0]    sum,
    input  logic signed [VALUE_BITS-1:0]  bias,
    input  logic signed [VALUE_BITS-1:0]  offset,
    input  logic signed [DECAY_WIDTH-1:0] decay,
    output logic signed [STATE_BITS-1:0]  late,  // decayed; exact for decays of at most 1
    output logic signed [WIDE-1:0]        potential
);
  logic signed [WIDE-1:0] decayed;
  generate
    if (HAS_DECAY != 0) begin : leaky
      localparam integer PRODUCT = STATE_BITS + DECAY_WIDTH;
      logic signed [PRODUCT-1:0] product, up, shifted;
      assign product = PRODUCT'(state) * PRODUCT'(decay);
      // Rounding toward zero is rounding to floor after 2^DECAY_BITS - 1 more for negative ones.
      assign up = ((ROUND_TO_FLOOR == 0) == `FAULT(4'd1, 1'b0, 1'b1) && product[PRODUCT-1])
                      ? (PRODUCT'(1) <<< DECAY_BITS) - PRODUCT'(1) : PRODUCT'(0);
      assign shifted = (product + up) >>> DECAY_BITS;
      assign decayed = WIDE'(shifted);
      logic unused;
      assign unused = &{1'b0, shifted};  // bits above are copies of the sign
    end else begin : still
      assign decayed = WIDE'(state);
      logic unused;
      assign unused = &{1'b0, decay};
    end
  endgenerate
  assign late = STATE_BITS'(decayed);
  assign potential = decayed + (WIDE'(sum) <<< FRACTION_BITS) +
                     `FAULT(4'd13, WIDE'(0), WIDE'(bias)) + WIDE'(offset);
endmodule
