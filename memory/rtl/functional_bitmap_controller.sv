`include "fault.svh"
// Synapse memory of encoding `functional`, mode `bitmap`, rows packed: a bit for each weight of the
// kernel, [c_in][ky][kx][c_out], then the weights of the ones in order. There are no pointers: an
// event reads the bitmap from its first word and counts ones until its taps are over. Operation 3
// updates the whole kernel. Ports and timing: README.md.
module functional_bitmap_controller #(
    parameter int WORD_BITS     = 16,
    parameter int WEIGHT_BITS   = 5,
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
  localparam int MAP_BITS = IN_CHANNELS * TAPS * SLOTS;
  localparam int MAP_WORDS = (MAP_BITS + WORD_BITS - 1) / WORD_BITS;  // the weights lie behind
  localparam int OFFSET_BITS = $clog2(WORD_BITS);
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 1;
  localparam int TAP_BITS = TAPS > 1 ? $clog2(TAPS) : 1;
  localparam int CHANNEL_BITS = $clog2(IN_CHANNELS + 1);  // one behind the last: past the map
  localparam int SLOT_BITS = $clog2(SLOTS + 1);
  localparam int INDEX_BITS = OFFSET_BITS + 2;  // of a bit of two words, or one behind
  localparam logic [SLOT_BITS-1:0] LAST_SLOT = SLOT_BITS'(SLOTS - 1);
  localparam logic [TAP_BITS-1:0] LAST_TAP = TAP_BITS'(TAPS - 1);
  localparam int IN_BITS = IN_CHANNELS > 1 ? $clog2(IN_CHANNELS) : 1;

  function automatic logic [TAP_BITS-1:0] highest(input logic [TAPS-1:0] of_taps);
    int tap;
    highest = '0;
    for (tap = 0; tap < TAPS; tap = tap + 1) if (of_taps[tap]) highest = TAP_BITS'(tap);
  endfunction

  // The event that is read, and the one that was accepted behind it.
  logic                    active, queued;
  logic [1:0]              operation, queued_operation;
  logic [LINE_BITS-1:0]    queued_line, y, x;
  logic [TAPS-1:0]         valid, cut_low, cut_high;
  logic [IN_BITS-1:0]      first_channel, last_channel;
  logic [SLOT_BITS-1:0]    column;
  logic [ADDRESS_BITS-1:0] map_words, map_read;  // of the bitmap: that the event needs, and has read

  // Of the event that may start.
  logic                    accept, enters, starts, begins;
  logic [1:0]              new_operation;
  logic [LINE_BITS-1:0]    new_line, new_y, new_x, new_slot;
  logic [TAPS-1:0]         new_valid, new_cut_low, new_cut_high;
  logic [IN_BITS-1:0]      new_first_channel, new_last_channel;
  logic [TAP_BITS-1:0]     new_last_tap;
  logic [SLOT_BITS-1:0]    new_column, new_last_slot;
  logic [BIT_BITS-1:0]     new_end;

  // The last two words of the bitmap: where they begin, and the ones before them.
  logic [2*WORD_BITS-1:0]  map;
  logic [1:0]              map_held, map_drop;
  logic [CHANNEL_BITS-1:0] base_channel;
  logic [TAP_BITS-1:0]     base_tap;
  logic [SLOT_BITS-1:0]    base_slot;
  logic [BIT_BITS-1:0]     ones_before;
  logic [INDEX_BITS-1:0]   passed;  // bits of them that are done with

  // The next delivery and the last that the bitmap shows.
  logic                    found, exhausted, current, map_over, last;
  logic [INDEX_BITS-1:0]   now_index, last_index, covered;
  logic [CHANNEL_BITS-1:0] walk_channel, now_channel, upper_channel;
  logic [TAP_BITS-1:0]     walk_tap, now_tap, upper_tap;
  logic [SLOT_BITS-1:0]    walk_slot, now_slot, upper_slot, walk_from, walk_to;
  logic [BIT_BITS-1:0]     walk_ones, now_rank, last_rank, low_ones;
  logic [BIT_BITS-1:0]     now_bit, next_bit, last_bit;
  logic [LINE_BITS-1:0]    now_end;
  logic                    walk_wanted;

  // Words of weights: the window begins at window_address.
  logic [2*WORD_BITS-1:0]  words, now_words;
  logic [1:0]              held, now_held, drop;
  logic [ADDRESS_BITS-1:0] window_address, skip, now_address, next_address, last_address;
  logic [ADDRESS_BITS-1:0] last_touched, write_address, read_address;
  logic [OFFSET_BITS-1:0]  now_offset;
  logic                    straddles, there, take, final_word, blocked, free, lane_empty;
  logic                    ask_map, ask_weights, write, all_granted, over;
  logic                    unused;
  assign unused = &{1'b0, new_slot, now_channel};

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
      .cut_high(new_cut_high), .first_channel(new_first_channel),
      .last_channel(new_last_channel), .slot(new_slot), .y(new_y), .x(new_x)
  );
  assign new_operation = queued ? queued_operation : event_operation;
  assign new_line = queued ? queued_line : event_line;
  assign new_column = SLOT_BITS'(new_slot);
  assign new_last_tap = highest(new_valid);
  assign new_last_slot = new_operation == 2'd1 ? new_column
                                               : LAST_SLOT - SLOT_BITS'(new_cut_high[new_last_tap]);
  assign new_end = (BIT_BITS'(new_last_channel) * BIT_BITS'(TAPS) + BIT_BITS'(new_last_tap)) *
                   BIT_BITS'(SLOTS) + BIT_BITS'(new_last_slot);

  // An event without a tap is over as it comes; one whose bitmap shows no weight more, as it is read.
  assign event_ready = !queued && (!active || all_granted);
  assign accept = event_valid && event_ready;
  assign enters = queued || (accept && new_valid != '0);
  assign current = active && !exhausted;
  assign over = current && take && last;
  assign starts = enters && (!current || over);
  assign begins = enters && !current;

  // Walk along the two words. Only taps that are there to their end show their weights.
  assign covered = INDEX_BITS'(map_held) << OFFSET_BITS;
  int bit_index;
  always_comb begin
    found = 1'b0;
    now_index = '0;
    last_index = '0;
    now_channel = '0;
    now_tap = '0;
    now_slot = '0;
    now_rank = '0;
    last_rank = '0;
    low_ones = '0;
    upper_channel = '0;
    upper_tap = '0;
    upper_slot = '0;
    walk_channel = base_channel;
    walk_tap = base_tap;
    walk_slot = base_slot;
    walk_ones = ones_before;
    walk_from = '0;
    walk_to = '0;
    walk_wanted = 1'b0;
    for (bit_index = 0; bit_index < 2 * WORD_BITS; bit_index = bit_index + 1) begin
      if (bit_index == WORD_BITS) begin
        low_ones = walk_ones;
        upper_channel = walk_channel;
        upper_tap = walk_tap;
        upper_slot = walk_slot;
      end
      walk_from = operation == 2'd1 ? column : SLOT_BITS'(cut_low[walk_tap]);
      walk_to = operation == 2'd1 ? column : LAST_SLOT - SLOT_BITS'(cut_high[walk_tap]);
      walk_wanted = valid[walk_tap] && walk_channel >= CHANNEL_BITS'(first_channel) &&
                    walk_channel <= CHANNEL_BITS'(last_channel) &&
                    walk_slot >= walk_from && walk_slot <= walk_to &&
                    INDEX_BITS'(bit_index) >= passed &&
                    INDEX_BITS'(bit_index) + INDEX_BITS'(walk_to) - INDEX_BITS'(walk_slot) <
                        `FAULT(4'd5, covered + INDEX_BITS'(1), covered);
      if (map[bit_index] && INDEX_BITS'(bit_index) < covered) begin
        if (walk_wanted) begin
          if (!found) begin
            now_index = INDEX_BITS'(bit_index);
            now_channel = walk_channel;
            now_tap = walk_tap;
            now_slot = walk_slot;
            now_rank = walk_ones;
          end
          found = 1'b1;
          last_index = INDEX_BITS'(bit_index);
          last_rank = walk_ones;
        end
        walk_ones = walk_ones + (`FAULT(4'd6, walk_wanted, 1'b1) ? BIT_BITS'(1) : '0);
      end
      if (walk_slot != LAST_SLOT) begin
        walk_slot = walk_slot + 1'b1;
      end else begin
        walk_slot = '0;
        if (walk_tap != LAST_TAP) begin
          walk_tap = walk_tap + 1'b1;
        end else begin
          walk_tap = '0;
          walk_channel = walk_channel + 1'b1;
        end
      end
    end
  end
  assign map_over = map_read == map_words;
  assign exhausted = active && !found && map_over;
  assign last = map_over && now_index == last_index;

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
      .operation(operation), .y(y), .x(x), .channel(IN_BITS'(now_channel)), .tap(now_tap),
      .slot(LINE_BITS'(now_slot)), .line_end(now_end)
  );

  // Where weights lie.
  assign now_bit = now_rank * BIT_BITS'(WEIGHT_BITS) + BIT_BITS'(MAP_WORDS * WORD_BITS);
  assign next_bit = now_bit + BIT_BITS'(WEIGHT_BITS);
  assign last_bit = last_rank * BIT_BITS'(WEIGHT_BITS) +
                    BIT_BITS'(MAP_WORDS * WORD_BITS + WEIGHT_BITS - 1);
  assign now_address = ADDRESS_BITS'(now_bit / BIT_BITS'(WORD_BITS));
  assign now_offset = OFFSET_BITS'(now_bit % BIT_BITS'(WORD_BITS));
  assign next_address = ADDRESS_BITS'(next_bit / BIT_BITS'(WORD_BITS));
  assign last_address = ADDRESS_BITS'(last_bit / BIT_BITS'(WORD_BITS));
  assign straddles = 32'(now_offset) + WEIGHT_BITS > WORD_BITS;
  assign skip = now_address - window_address;
  // Where none is held window_address may be unknown.
  assign now_held = held == 2'd0 || skip >= ADDRESS_BITS'(held) ? 2'd0 : held - 2'(skip);
  assign now_words = skip == '0 ? words : words >> WORD_BITS;
  assign there = current && found &&
                 (now_held == 2'd2 || (now_held == 2'd1 && `FAULT(4'd7, 1'b1, !straddles)));
  assign take = there && free;
  // An update steps every weight, so the next lies behind; the last word of the bitmap has a one.
  assign last_touched = now_address + {{(ADDRESS_BITS - 1) {1'b0}}, straddles};
  assign final_word = last || next_address != last_touched;
  assign all_granted = map_over &&
                       (!found || (held != 2'd0 && window_address + ADDRESS_BITS'(held) > last_address));

  // Words that are asked for.
  assign ask_map = begins || (current && !found && !map_over);
  assign ask_weights = current && found && !(now_held == 2'd2 || (now_held == 2'd1 && !straddles));
  assign read_address = ask_weights ? now_address + ADDRESS_BITS'(now_held)
                                    : begins ? '0 : map_read;
  assign memory_read = (ask_map || ask_weights) && !write && `FAULT(4'd8, 1'b1, !blocked);
  assign memory_write = write;
  assign memory_address = write ? write_address : read_address;
  assign map_drop = memory_read && ask_map && map_held == 2'd2 ? 2'd1 : 2'd0;
  assign drop = ask_weights && memory_read ? held - now_held : 2'd0;

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) bitmap_window (
      .clock(clock), .reset(reset), .clear(starts || over || !current), .drop(map_drop),
      .fill(memory_read && ask_map), .memory_read_data(memory_read_data), .words(map),
      .held(map_held)
  );

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) weight_window (
      .clock(clock), .reset(reset), .clear(starts || over || !current || drop == 2'd2),
      .drop(drop == 2'd2 ? 2'd0 : drop), .fill(memory_read && ask_weights),
      .memory_read_data(memory_read_data), .words(words), .held(held)
  );

  update_lane #(
      .WORD_BITS(WORD_BITS), .WEIGHT_BITS(WEIGHT_BITS), .ADDRESS_BITS(ADDRESS_BITS),
      .LINE_BITS(LINE_BITS), .GRADIENT_BITS(GRADIENT_BITS), .RATE_SHIFT(RATE_SHIFT)
  ) lane (
      .clock(clock), .reset(reset),
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .free(free), .take(take), .take_update(operation[1]), .take_end(now_end),
      .take_address(now_address), .take_words(now_words), .take_offset(now_offset),
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
      active <= starts || (current && !over);
      queued <= enters && !starts;
    end
    if (!queued) begin
      queued_operation <= event_operation;
      queued_line <= event_line;
    end
    if (memory_read && ask_weights) window_address <= now_address;
    if (starts) begin
      operation <= new_operation;
      y <= new_y;
      x <= new_x;
      valid <= new_valid;
      cut_low <= new_cut_low;
      cut_high <= new_cut_high;
      first_channel <= new_first_channel;
      last_channel <= new_last_channel;
      column <= new_column;
      map_words <= ADDRESS_BITS'(new_end / BIT_BITS'(WORD_BITS)) + 1'b1;
      map_read <= begins && memory_read ? ADDRESS_BITS'(1) : '0;
      base_channel <= '0;
      base_tap <= '0;
      base_slot <= '0;
      ones_before <= '0;
      passed <= '0;
    end else begin
      if (memory_read && ask_map) map_read <= map_read + 1'b1;
      if (map_drop != 2'd0) begin
        base_channel <= upper_channel;
        base_tap <= upper_tap;
        base_slot <= upper_slot;
        ones_before <= `FAULT(4'd9, ones_before, low_ones);
        passed <= passed > INDEX_BITS'(WORD_BITS) ? passed - INDEX_BITS'(WORD_BITS) : '0;
      end else if (take) begin
        passed <= now_index + 1'b1;
      end
    end
  end
endmodule
