`include "fault.svh"
// One weight of format `uniform`: level - round(gradient / 2^RATE_SHIFT), half away from zero,
// clipped to +-(2^(WEIGHT_BITS - 1) - 1). Combinational.
module weight_step #(
    parameter int WEIGHT_BITS   = 4,
    parameter int GRADIENT_BITS = 12,
    parameter int RATE_SHIFT    = 3
) (
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                      fault,
`endif
    input  logic [WEIGHT_BITS-1:0]          code,
    input  logic signed [GRADIENT_BITS-1:0] gradient,
    output logic [WEIGHT_BITS-1:0]          stepped
);
  // Wide enough for the magnitude with its half, and for a level less a step.
  localparam int WIDE = (GRADIENT_BITS > WEIGHT_BITS ? GRADIENT_BITS : WEIGHT_BITS) + 2;
  localparam logic signed [WIDE-1:0] HALF = RATE_SHIFT == 0 ? '0 : WIDE'(1) <<< (RATE_SHIFT - 1);
  localparam logic signed [WIDE-1:0] LARGEST = (WIDE'(1) <<< (WEIGHT_BITS - 1)) - WIDE'(1);

  logic signed [WIDE-1:0] wide_gradient, magnitude, rounded, step, level, sum;
  logic negative, above, below;

  assign negative = gradient[GRADIENT_BITS-1];
  assign wide_gradient = {{(WIDE - GRADIENT_BITS) {negative}}, gradient};
  assign level = {{(WIDE - WEIGHT_BITS) {code[WEIGHT_BITS-1]}}, code};
  assign magnitude = negative ? -wide_gradient : wide_gradient;
  assign rounded = (magnitude + `FAULT(4'd10, '0, HALF)) >>> RATE_SHIFT;
  assign step = negative ? `FAULT(4'd11, wide_gradient >>> RATE_SHIFT, -rounded) : rounded;
  assign sum = level - step;
  assign above = `FAULT(4'd12, 1'b0, sum > LARGEST);
  assign below = sum < `FAULT(4'd13, -LARGEST - WIDE'(1), -LARGEST);
  assign stepped = above ? WEIGHT_BITS'(LARGEST)
                 : below ? WEIGHT_BITS'(`FAULT(4'd13, -LARGEST - WIDE'(1), -LARGEST)) : WEIGHT_BITS'(sum);
endmodule
