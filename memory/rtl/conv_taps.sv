`include "fault.svh"
// The taps of a convolution's kernel that an event concerns, clipped at the borders of the map and to
// the output neurons [FIRST_OUTPUT, FIRST_OUTPUT + TARGETS) of the slice. Combinational. Twin of
// ConvAddresses and ConvSources (memory/controllers): row forward, taps that reach an output from the
// input (channel, y, x); column backward, taps that reach an input from the output; update, all.
module conv_taps #(
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
    parameter int TARGETS       = 48,
    parameter int LINE_BITS     = 7,
    parameter int TAPS          = KERNEL_HEIGHT * KERNEL_WIDTH,
    parameter int CHANNEL_BITS  = IN_CHANNELS > 1 ? $clog2(IN_CHANNELS) : 1
) (
`ifdef ENGRAM_FAULTS
    input  logic [3:0]              fault,
`endif
    input  logic [1:0]              operation,
    input  logic [LINE_BITS-1:0]    line_in,        // row or column
    output logic [TAPS-1:0]         valid,
    output logic [TAPS-1:0]         cut_low,        // forward: the slice's lowest channel has no such output
    output logic [TAPS-1:0]         cut_high,       // forward: nor has the highest
    output logic [CHANNEL_BITS-1:0] first_channel,  // of the inputs
    output logic [CHANNEL_BITS-1:0] last_channel,
    output logic [LINE_BITS-1:0]    slot,           // backward: output channel of the slice
    output logic [LINE_BITS-1:0]    y,              // of the input, or backward of the output
    output logic [LINE_BITS-1:0]    x
);
  localparam int PLANE = OUT_HEIGHT * OUT_WIDTH;
  localparam int LOW = FIRST_OUTPUT / PLANE;  // output channels of the slice
  localparam int HIGH = (FIRST_OUTPUT + TARGETS - 1) / PLANE;
  localparam int WIDE = LINE_BITS + 6;  // of positions, signed; of outputs of the layer

  logic forward, backward, updates;
  logic [WIDE-1:0] index, channel;
  assign forward = operation == 2'd0;
  assign updates = operation[1];
  assign backward = operation == 2'd1;
  assign index = backward ? WIDE'(line_in) + WIDE'(FIRST_OUTPUT) : WIDE'(line_in);
  assign channel = backward ? index / WIDE'(PLANE) : index / WIDE'(IN_HEIGHT * IN_WIDTH);
  assign y = LINE_BITS'(backward ? index / WIDE'(OUT_WIDTH) % WIDE'(OUT_HEIGHT)
                                 : index / WIDE'(IN_WIDTH) % WIDE'(IN_HEIGHT));
  assign x = LINE_BITS'(backward ? index % WIDE'(OUT_WIDTH) : index % WIDE'(IN_WIDTH));
  assign slot = LINE_BITS'(channel - WIDE'(LOW));
  assign first_channel = forward ? CHANNEL_BITS'(channel) : '0;
  assign last_channel = forward ? CHANNEL_BITS'(channel) : CHANNEL_BITS'(IN_CHANNELS - 1);

  // Rows and columns of the kernel apart: where each leads, and whether that is on the map.
  logic [KERNEL_HEIGHT-1:0] y_valid;
  logic [KERNEL_WIDTH-1:0] x_valid;
  logic [KERNEL_HEIGHT*WIDE-1:0] out_y;
  logic [KERNEL_WIDTH*WIDE-1:0] out_x;
  logic signed [WIDE-1:0] at_y, at_x, position;
  int ky, kx, tap;
  always_comb begin
    y_valid = '0;
    x_valid = '0;
    out_y = '0;
    out_x = '0;
    at_y = '0;
    at_x = '0;
    for (ky = 0; ky < KERNEL_HEIGHT; ky = ky + 1) begin
      if (backward) begin
        at_y = WIDE'(y) * WIDE'(STRIDE_Y) + WIDE'(ky * DILATION_Y) - WIDE'(PAD_Y);
        y_valid[ky] = at_y >= 0 && at_y < WIDE'(IN_HEIGHT);
      end else begin
        at_y = WIDE'(y) + WIDE'(PAD_Y) - WIDE'(ky * DILATION_Y);
        y_valid[ky] = `FAULT(4'd1, 1'b1, at_y >= 0) && at_y % WIDE'(STRIDE_Y) == 0 &&
                      at_y / WIDE'(STRIDE_Y) < WIDE'(OUT_HEIGHT);
        out_y[ky*WIDE+:WIDE] = at_y / WIDE'(STRIDE_Y);
      end
    end
    for (kx = 0; kx < KERNEL_WIDTH; kx = kx + 1) begin
      if (backward) begin
        at_x = WIDE'(x) * WIDE'(STRIDE_X) + WIDE'(kx * DILATION_X) - WIDE'(PAD_X);
        x_valid[kx] = at_x >= 0 && `FAULT(4'd2, 1'b1, at_x < WIDE'(IN_WIDTH));
      end else begin
        at_x = WIDE'(x) + WIDE'(PAD_X) - WIDE'(kx * DILATION_X);
        x_valid[kx] = at_x >= 0 && at_x % WIDE'(STRIDE_X) == 0 &&
                      at_x / WIDE'(STRIDE_X) < WIDE'(OUT_WIDTH);
        out_x[kx*WIDE+:WIDE] = at_x / WIDE'(STRIDE_X);
      end
    end
  end

  // An output map that the slice holds in part: only its lowest and its highest channel can be cut.
  always_comb begin
    valid = '0;
    cut_low = '0;
    cut_high = '0;
    position = '0;
    for (tap = 0; tap < TAPS; tap = tap + 1) begin
      position = $signed(out_y[(tap/KERNEL_WIDTH)*WIDE+:WIDE]) * WIDE'(OUT_WIDTH) +
                 $signed(out_x[(tap%KERNEL_WIDTH)*WIDE+:WIDE]);
      if (forward) begin
        cut_low[tap] = position < WIDE'(FIRST_OUTPUT - LOW * PLANE);
        cut_high[tap] =
            `FAULT(4'd3, 1'b0, position >= WIDE'(FIRST_OUTPUT + TARGETS - HIGH * PLANE));
      end
      valid[tap] = updates || (y_valid[tap/KERNEL_WIDTH] && x_valid[tap%KERNEL_WIDTH] &&
                                    (HIGH - LOW > 1 ||
                                     32'(cut_low[tap]) + 32'(cut_high[tap]) < HIGH - LOW + 1));
    end
  end
endmodule
