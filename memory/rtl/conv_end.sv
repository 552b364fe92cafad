`include "fault.svh"
// Where a weight of a convolution's kernel leads: row forward, the local neuron; column backward, the
// input; update, the weight's number [out][in][ky][kx]. Combinational.
module conv_end #(
    parameter int IN_CHANNELS   = 2,
    parameter int IN_HEIGHT     = 4,
    parameter int IN_WIDTH      = 4,
    parameter int OUT_HEIGHT    = 4,
    parameter int OUT_WIDTH     = 4,
    parameter int KERNEL_HEIGHT = 3,
    parameter int KERNEL_WIDTH  = 3,
    parameter int STRIDE_Y      = 1,
    parameter int STRIDE_X      = 1,
    parameter int PAD_Y         = 1,
    parameter int PAD_X         = 1,
    parameter int DILATION_Y    = 1,
    parameter int DILATION_X    = 1,
    parameter int FIRST_OUTPUT  = 0,
    parameter int LINE_BITS     = 7,
    parameter int TAPS          = KERNEL_HEIGHT * KERNEL_WIDTH,
    parameter int TAP_BITS      = TAPS > 1 ? $clog2(TAPS) : 1,
    parameter int CHANNEL_BITS  = IN_CHANNELS > 1 ? $clog2(IN_CHANNELS) : 1
) (
`ifdef ENGRAM_FAULTS
    input  logic [3:0]              fault,
`endif
    input  logic [1:0]              operation,
    input  logic [LINE_BITS-1:0]    y,        // of the input, or backward of the output
    input  logic [LINE_BITS-1:0]    x,
    input  logic [CHANNEL_BITS-1:0] channel,  // of the input
    input  logic [TAP_BITS-1:0]     tap,
    input  logic [LINE_BITS-1:0]    slot,     // output channel of the slice
    output logic [LINE_BITS-1:0]    line_end
);
  localparam int PLANE = OUT_HEIGHT * OUT_WIDTH;
  localparam int LOW = FIRST_OUTPUT / PLANE;
  localparam int WIDE = LINE_BITS + 6;

  logic signed [WIDE-1:0] ky, kx, forward_y, forward_x, back_y, back_x, forward, back, number;
  assign ky = WIDE'(tap) / WIDE'(KERNEL_WIDTH);
  assign kx = WIDE'(tap) % WIDE'(KERNEL_WIDTH);
  assign forward_y = (WIDE'(y) + WIDE'(PAD_Y) - ky * WIDE'(DILATION_Y)) / WIDE'(STRIDE_Y);
  assign forward_x = (WIDE'(x) + WIDE'(PAD_X) - kx * WIDE'(DILATION_X)) / WIDE'(STRIDE_X);
  assign back_y = WIDE'(y) * WIDE'(STRIDE_Y) + ky * WIDE'(DILATION_Y) - WIDE'(PAD_Y);
  assign back_x = WIDE'(x) * WIDE'(STRIDE_X) + kx * WIDE'(DILATION_X) - WIDE'(PAD_X);
  assign forward = (WIDE'(slot) + WIDE'(LOW)) * WIDE'(PLANE) + forward_y * WIDE'(OUT_WIDTH) +
                   forward_x - `FAULT(4'd4, '0, WIDE'(FIRST_OUTPUT));
  assign back = (WIDE'(channel) * WIDE'(IN_HEIGHT) + back_y) * WIDE'(IN_WIDTH) + back_x;
  assign number = ((WIDE'(slot) + WIDE'(LOW)) * WIDE'(IN_CHANNELS) + WIDE'(channel)) * WIDE'(TAPS) +
                  WIDE'(tap);
  assign line_end = LINE_BITS'(operation[1] ? number : operation[0] ? back : forward);
endmodule
