`include "fault.svh"
// Synapse memory of encoding `functional`, modes `rowcol` and `pure`: the kernel of a convolution,
// [c_in][ky][kx][c_out], weight (row, slot) at bit row x stride + slot x WEIGHT_BITS; addresses come
// from the event's (c, y, x). PURE = 1 computes each anew, 0 steps row and column on. Operation 3
// updates the whole kernel. Ports and timing: README.md.
module functional_controller #(
    parameter int WORD_BITS     = 16,
    parameter int WEIGHT_BITS   = 5,
    parameter int PURE          = 0,
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
    parameter int FIRST_OUTPUT  = 0,   // local target 0
    parameter int TARGETS       = 48,
    parameter int ALIGNED       = 0,   // rows of the kernel begin on words
    parameter int ADDRESS_BITS  = 5,
    parameter int LINE_BITS     = 7,   // of an input, an output or a weight of the kernel
    parameter int GRADIENT_BITS = 12,
    parameter int RATE_SHIFT    = 3
) (
    input  logic                            clock,
    input  logic                            reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                      fault,
`endif
    input  logic                            event_valid,
    output logic                            event_ready,
    input  logic [1:0]                      event_operation,
    input  logic [LINE_BITS-1:0]            event_line,
    output logic                            memory_read,
    output logic                            memory_write,
    output logic [ADDRESS_BITS-1:0]         memory_address,
    output logic [WORD_BITS-1:0]            memory_write_data,
    input  logic [WORD_BITS-1:0]            memory_read_data,
    output logic                            delivery_valid,
    input  logic                            delivery_ready,
    output logic [LINE_BITS-1:0]            delivery_end,
    output logic [WEIGHT_BITS-1:0]          delivery_code,
    input  logic signed [GRADIENT_BITS-1:0] gradient,
    output logic                            busy
);
  localparam int TAPS = KERNEL_HEIGHT * KERNEL_WIDTH;
  localparam int PLANE = OUT_HEIGHT * OUT_WIDTH;
  localparam int SLOTS = (FIRST_OUTPUT + TARGETS - 1) / PLANE - FIRST_OUTPUT / PLANE + 1;
  localparam int ROW_BITS = SLOTS * WEIGHT_BITS;
  localparam int STRIDE = ALIGNED != 0 ? (ROW_BITS + WORD_BITS - 1) / WORD_BITS * WORD_BITS : ROW_BITS;
  localparam int OFFSET_BITS = $clog2(WORD_BITS);
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 1;
  localparam int TAP_BITS = TAPS > 1 ? $clog2(TAPS) : 1;
  localparam int CHANNEL_BITS = IN_CHANNELS > 1 ? $clog2(IN_CHANNELS) : 1;
  localparam int SLOT_BITS = $clog2(SLOTS + 1);
  localparam logic [SLOT_BITS-1:0] LAST_SLOT = SLOT_BITS'(SLOTS - 1);

  function automatic logic [TAP_BITS-1:0] lowest(input logic [TAPS-1:0] taps);
    int tap;
    lowest = '0;
    for (tap = TAPS - 1; tap >= 0; tap = tap - 1) if (taps[tap]) lowest = TAP_BITS'(tap);
  endfunction
  function automatic logic [TAP_BITS-1:0] highest(input logic [TAPS-1:0] taps);
    int tap;
    highest = '0;
    for (tap = 0; tap < TAPS; tap = tap + 1) if (taps[tap]) highest = TAP_BITS'(tap);
  endfunction
  // First bit of a weight.
  function automatic logic [BIT_BITS-1:0] place(input logic [CHANNEL_BITS-1:0] in,
                                                input logic [TAP_BITS-1:0] tap,
                                                input logic [SLOT_BITS-1:0] out);
    place = (BIT_BITS'(in) * BIT_BITS'(TAPS) + BIT_BITS'(tap)) * BIT_BITS'(STRIDE) +
            BIT_BITS'(out) * BIT_BITS'(WEIGHT_BITS);
  endfunction
  function automatic logic [SLOT_BITS-1:0] slot_from(input logic [1:0] what, input logic cut,
                                                     input logic [SLOT_BITS-1:0] column);
    slot_from = what == 2'd1 ? column : SLOT_BITS'(cut);
  endfunction
  function automatic logic [SLOT_BITS-1:0] slot_to(input logic [1:0] what, input logic cut,
                                                   input logic [SLOT_BITS-1:0] column);
    slot_to = what == 2'd1 ? column : LAST_SLOT - SLOT_BITS'(cut);
  endfunction

  // The event that is read, and the one that was accepted behind it.
  logic                    active, queued;
  logic [1:0]              operation, queued_operation;
  logic [LINE_BITS-1:0]    queued_line, y, x;
  logic [TAPS-1:0]         valid, cut_low, cut_high;
  logic [CHANNEL_BITS-1:0] last_channel, channel;  // channel, tap, slot: the delivery that is next
  logic [TAP_BITS-1:0]     tap;
  logic [SLOT_BITS-1:0]    column, slot;
  logic [ADDRESS_BITS-1:0] last_address;  // the event's last word

  // Of the event that may start.
  logic                    accept, enters, starts;
  logic [1:0]              new_operation;
  logic [LINE_BITS-1:0]    new_line, new_y, new_x, new_slot;
  logic [TAPS-1:0]         new_valid, new_cut_low, new_cut_high;
  logic [CHANNEL_BITS-1:0] new_channel, new_last_channel;
  logic [TAP_BITS-1:0]     new_tap, new_last_tap;
  logic [SLOT_BITS-1:0]    new_column;
  logic [ADDRESS_BITS-1:0] new_last_address;
  logic [BIT_BITS-1:0]     new_last_bit;

  // As registered, or of the event that is accepted now.
  logic                    now_active;
  logic [1:0]              now_operation;
  logic [LINE_BITS-1:0]    now_y, now_x, now_end;
  logic [TAPS-1:0]         now_valid, now_cut_low, now_cut_high;
  logic [CHANNEL_BITS-1:0] now_last_channel, now_channel, next_channel;
  logic [TAP_BITS-1:0]     now_tap, next_tap;
  logic [SLOT_BITS-1:0]    now_column, now_slot, next_slot, new_first_slot;
  logic [BIT_BITS-1:0]     now_bit, next_bit, new_bit;
  logic [TAPS-1:0]         later;
  logic                    slots_left, taps_left, last;

  logic [2*WORD_BITS-1:0]  words;
  logic [1:0]              held, drop;
  logic                    straddles, there, take, final_word, ask, blocked, free, lane_empty;
  logic                    write, all_granted;
  logic [ADDRESS_BITS-1:0] now_address, next_address, last_touched, write_address, read_address;
  logic [OFFSET_BITS-1:0]  now_offset;
  logic                    unused;
  assign unused = &{1'b0, new_slot, new_bit};

  conv_taps #(
      .IN_CHANNELS(IN_CHANNELS), .IN_HEIGHT(IN_HEIGHT), .IN_WIDTH(IN_WIDTH),
      .OUT_HEIGHT(OUT_HEIGHT), .OUT_WIDTH(OUT_WIDTH), .KERNEL_HEIGHT(KERNEL_HEIGHT),
      .KERNEL_WIDTH(KERNEL_WIDTH), .STRIDE_Y(STRIDE_Y), .STRIDE_X(STRIDE_X), .PAD_Y(PAD_Y),
      .PAD_X(PAD_X), .DILATION_Y(DILATION_Y), .DILATION_X(DILATION_X),
      .FIRST_OUTPUT(FIRST_OUTPUT), .TARGETS(TARGETS), .LINE_BITS(LINE_BITS)
  ) taps (
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .operation(new_operation), .line_in(new_line), .valid(new_valid), .cut_low(new_cut_low),
      .cut_high(new_cut_high), .first_channel(new_channel), .last_channel(new_last_channel),
      .slot(new_slot), .y(new_y), .x(new_x)
  );
  assign new_operation = queued ? queued_operation : event_operation;
  assign new_line = queued ? queued_line : event_line;
  assign new_column = SLOT_BITS'(new_slot);
  assign new_tap = lowest(new_valid);
  assign new_last_tap = highest(new_valid);
  assign new_first_slot = slot_from(new_operation, new_cut_low[new_tap], new_column);
  assign new_bit = place(new_channel, new_tap, new_first_slot);
  assign new_last_bit = place(new_last_channel, new_last_tap,
                              slot_to(new_operation, new_cut_high[new_last_tap], new_column)) +
                        BIT_BITS'(WEIGHT_BITS - 1);
  assign new_last_address = ADDRESS_BITS'(new_last_bit / BIT_BITS'(WORD_BITS));

  // An event without a tap is over as it comes.
  assign event_ready = !queued && (!active || all_granted);
  assign accept = event_valid && event_ready;
  assign enters = queued || (accept && new_valid != '0);
  assign starts = enters && (!active || (take && last));

  assign now_active = active || enters;
  assign now_operation = active ? operation : new_operation;
  assign now_y = active ? y : new_y;
  assign now_x = active ? x : new_x;
  assign now_valid = active ? valid : new_valid;
  assign now_cut_low = active ? cut_low : new_cut_low;
  assign now_cut_high = active ? cut_high : new_cut_high;
  assign now_last_channel = active ? last_channel : new_last_channel;
  assign now_channel = active ? channel : new_channel;
  assign now_tap = active ? tap : new_tap;
  assign now_column = active ? column : new_column;
  assign now_slot = active ? slot : new_first_slot;

  conv_end #(
      .IN_CHANNELS(IN_CHANNELS), .IN_HEIGHT(IN_HEIGHT), .IN_WIDTH(IN_WIDTH),
      .OUT_HEIGHT(OUT_HEIGHT), .OUT_WIDTH(OUT_WIDTH), .KERNEL_HEIGHT(KERNEL_HEIGHT),
      .KERNEL_WIDTH(KERNEL_WIDTH), .STRIDE_Y(STRIDE_Y), .STRIDE_X(STRIDE_X), .PAD_Y(PAD_Y),
      .PAD_X(PAD_X), .DILATION_Y(DILATION_Y), .DILATION_X(DILATION_X),
      .FIRST_OUTPUT(FIRST_OUTPUT), .LINE_BITS(LINE_BITS)
  ) ending (
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .operation(now_operation), .y(now_y), .x(now_x), .channel(now_channel), .tap(now_tap),
      .slot(LINE_BITS'(now_slot)), .line_end(now_end)
  );

  // The delivery behind the next: slot by slot, tap by tap, channel by channel.
  assign later = now_valid & (~(TAPS'(1)) << now_tap);
  assign slots_left = now_slot != slot_to(now_operation, now_cut_high[now_tap], now_column);
  assign taps_left = later != '0;
  assign last = !slots_left && !taps_left &&
                now_channel == `FAULT(4'd5, now_last_channel & ~CHANNEL_BITS'(1), now_last_channel);
  assign next_channel = slots_left || taps_left ? now_channel : now_channel + 1'b1;
  assign next_tap = slots_left ? now_tap : taps_left ? lowest(later) : lowest(now_valid);
  assign next_slot = slots_left ? now_slot + 1'b1
                   : slot_from(now_operation, now_cut_low[next_tap], now_column);
  generate
    if (PURE != 0) begin : computed
      assign now_bit = place(now_channel, now_tap, now_slot);
      assign next_bit = place(next_channel, next_tap, next_slot);
    end else begin : stepped
      logic [BIT_BITS-1:0] at, taps_on;
      assign now_bit = active ? at : new_bit;
      assign taps_on = BIT_BITS'(next_tap) - BIT_BITS'(now_tap) +
                       (slots_left || taps_left ? '0 : BIT_BITS'(TAPS));
      assign next_bit = now_bit + taps_on * BIT_BITS'(STRIDE) +
                        (BIT_BITS'(next_slot) - BIT_BITS'(now_slot)) * BIT_BITS'(WEIGHT_BITS);
      always_ff @(posedge clock) begin
        if (starts) at <= new_bit;
        else if (take) at <= next_bit;
      end
    end
  endgenerate

  // Words.
  assign now_address = ADDRESS_BITS'(now_bit / BIT_BITS'(WORD_BITS));
  assign now_offset = OFFSET_BITS'(now_bit % BIT_BITS'(WORD_BITS));
  assign next_address = ADDRESS_BITS'(next_bit / BIT_BITS'(WORD_BITS));
  assign straddles = 32'(now_offset) + WEIGHT_BITS > WORD_BITS;
  assign there = now_active && (held == 2'd2 || (held == 2'd1 && `FAULT(4'd6, 1'b1, !straddles)));
  assign take = there && free;
  assign last_touched = now_address + {{(ADDRESS_BITS - 1) {1'b0}}, straddles};
  assign final_word = last || `FAULT(4'd7, 1'b0, next_address != last_touched);
  assign all_granted = held != 2'd0 && now_address + ADDRESS_BITS'(held) - 1'b1 == last_address;
  assign read_address = now_address + ADDRESS_BITS'(held);
  assign ask = now_active && !(held == 2'd2 || (held == 2'd1 && !straddles));
  assign memory_read = ask && !write && `FAULT(4'd8, 1'b1, !blocked);
  assign memory_write = write;
  assign memory_address = write ? write_address : read_address;
  assign drop = next_address == now_address ? 2'd0 : 2'd1;

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) window (
      .clock(clock), .reset(reset), .clear(take && (last || next_address > now_address + 1'b1)),
      .drop(take ? drop : 2'd0), .fill(memory_read), .memory_read_data(memory_read_data),
      .words(words), .held(held)
  );

  update_lane #(
      .WORD_BITS(WORD_BITS), .WEIGHT_BITS(WEIGHT_BITS), .ADDRESS_BITS(ADDRESS_BITS),
      .LINE_BITS(LINE_BITS), .GRADIENT_BITS(GRADIENT_BITS), .RATE_SHIFT(RATE_SHIFT)
  ) lane (
      .clock(clock), .reset(reset),
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .free(free), .take(take), .take_update(now_operation[1]), .take_end(now_end),
      .take_address(now_address), .take_words(words), .take_offset(now_offset),
      .take_final(final_word), .delivery_valid(delivery_valid), .delivery_ready(delivery_ready),
      .delivery_end(delivery_end), .delivery_code(delivery_code), .gradient(gradient),
      .write(write), .write_address(write_address), .write_data(memory_write_data),
      .read_address(read_address), .read_blocked(blocked), .empty(lane_empty)
  );

  assign busy = active || queued || !lane_empty;

  always_ff @(posedge clock) begin
    if (reset) begin
      active <= 1'b0;
      queued <= 1'b0;
    end else begin
      active <= starts || (active && !(take && last));
      queued <= enters && !starts;
    end
    if (!queued) begin
      queued_operation <= event_operation;
      queued_line <= event_line;
    end
    if (starts) begin
      operation <= new_operation;
      y <= new_y;
      x <= new_x;
      valid <= new_valid;
      cut_low <= new_cut_low;
      cut_high <= new_cut_high;
      last_channel <= new_last_channel;
      column <= new_column;
      last_address <= new_last_address;
      channel <= new_channel;
      tap <= new_tap;
      slot <= new_first_slot;
    end else if (take) begin
      channel <= next_channel;
      tap <= next_tap;
      slot <= next_slot;
    end
  end
endmodule
