`include "fault.svh"
// Synapse memory of encoding `bitmap` (PB-BMP): a pointer, a bit a target, the weights of the ones.
// A row takes its bitmap in chunks of 64 targets, a column (aligned rows) walks through all rows up
// to its bit, whose rank leads to the weight. Ports and timing: README.md. WORD_BITS is at most 64;
// rows are updated where one chunk holds them.
module bitmap_controller #(
    parameter int WORD_BITS     = 16,
    parameter int WEIGHT_BITS   = 5,
    parameter int ROWS          = 12,
    parameter int TARGETS       = 19,
    parameter int ALIGNED       = 0,   // rows begin on words, in bitmap and weights
    parameter int POINTER_BITS  = 7,
    parameter int ADDRESS_BITS  = 8,
    parameter int LINE_BITS     = 5,   // of a row or a target
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
  localparam int OFFSET_BITS = $clog2(WORD_BITS);
  localparam int CHUNK = TARGETS < 64 ? TARGETS : 64;
  localparam int ROW_WORDS = (TARGETS + WORD_BITS - 1) / WORD_BITS;  // aligned
  localparam int STRIDE = ALIGNED != 0 ? ROW_WORDS * WORD_BITS : TARGETS;
  localparam int BITMAP = ((ROWS + 1) * POINTER_BITS + WORD_BITS - 1) / WORD_BITS;
  localparam int WEIGHTS = BITMAP + (STRIDE * ROWS + WORD_BITS - 1) / WORD_BITS;
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 1;
  localparam int SLACK_BITS = OFFSET_BITS + 3;
  // The words that a chunk can lie in.
  localparam int MAP_WORDS = (CHUNK + WORD_BITS - 2) / WORD_BITS + 1;
  localparam int MAP_BITS = MAP_WORDS * WORD_BITS;
  localparam int PLACE_BITS = $clog2(MAP_BITS + 1);
  localparam int REST_BITS = $clog2(TARGETS + MAP_BITS + 1);
  localparam int SLOT_BITS = $clog2((MAP_WORDS > ROW_WORDS ? MAP_WORDS : ROW_WORDS) + 2);
  localparam int COUNT_BITS = $clog2(TARGETS + MAP_BITS + 1);
  localparam int SPAN_BITS = COUNT_BITS + $clog2(WEIGHT_BITS + 1) + OFFSET_BITS;
  localparam logic [LINE_BITS-1:0] LAST_ROW = LINE_BITS'(ROWS - 1);

  // The event that is read, and the one that was accepted behind it.
  logic                         active, queued;
  logic [1:0]                   operation, queued_operation, new_operation;
  logic [LINE_BITS-1:0]         queued_line, new_line, column, row;
  logic                         accept, starts, under_way, by_columns, empty, last_row;
  // Its pointer: `slack` bits of words asked for lie behind its first.
  logic                         asks_pointer, fresh_pointer;
  logic [2*WORD_BITS-1:0]       pointer_words;
  logic signed [SLACK_BITS-1:0] slack, now_slack, new_slack;
  logic [ADDRESS_BITS-1:0]      pointer_address, now_pointer_address;
  logic [BIT_BITS-1:0]          pointer_bit, pointer, weight_bit;
  // The chunk of its bitmap: words asked for, where it begins in the first of them, targets from
  // there on, ones not delivered yet.
  logic                         ask_map, fresh_map, complete, last_chunk, next_chunk, next_row;
  logic [ADDRESS_BITS-1:0]      map_address, now_map_address, row_address;
  logic [BIT_BITS-1:0]          map_bit;
  logic [MAP_BITS-1:0]          map, now_map, ones, lowest, counted;
  logic [SLOT_BITS-1:0]         slots, now_slots, chunk_words;
  logic [OFFSET_BITS-1:0]       chunk_offset, column_bit;
  logic [REST_BITS-1:0]         rest, chunk_end, row_end, chunk_end_word, slot_bits;
  logic [WORD_BITS-1:0]         column_word, counted_word, row_mask, below;
  logic [LINE_BITS-1:0]         map_target, line_end;
  logic [PLACE_BITS-1:0]        place;
  logic [COUNT_BITS-1:0]        count, rank, now_rank;
  // The weight of the next one.
  logic                         pending, placed, straddles, there, take, last, final_word;
  logic [ADDRESS_BITS-1:0]      address, now_address, next_address, last_touched;
  logic [OFFSET_BITS-1:0]       offset, now_offset, next_offset;
  logic [BIT_BITS-1:0]          next_bit;
  logic [2*WORD_BITS-1:0]       words;
  logic [1:0]                   held, needed;
  logic [SPAN_BITS-1:0]         span;
  logic [ADDRESS_BITS-1:0]      read_address, write_address;
  logic                         ask_weight, blocked, write, free, lane_empty, all_granted;

  assign new_operation = queued ? queued_operation : event_operation;
  assign new_line = queued ? queued_line : event_line;
  assign event_ready = !queued && (!under_way || all_granted);
  assign accept = event_valid && event_ready;
  // An event begins where none is under way, or behind the last delivery of the one before.
  assign starts = (accept || queued) && (!under_way || (take && last));
  assign under_way = active && !empty;
  assign by_columns = operation[0];
  assign last_row = row == `FAULT(4'd1, LAST_ROW - 1'b1, LAST_ROW);

  // Words.
  assign pointer_bit = new_operation[0] ? '0 : BIT_BITS'(new_line) * BIT_BITS'(POINTER_BITS);
  assign new_slack = '0 - SLACK_BITS'(pointer_bit % BIT_BITS'(WORD_BITS));
  assign map_bit = new_operation[0] ? '0 : BIT_BITS'(new_line) * BIT_BITS'(STRIDE);
  assign now_slack = !under_way ? new_slack : next_row ? slack - SLACK_BITS'(POINTER_BITS) : slack;
  assign now_pointer_address =
      under_way ? pointer_address : ADDRESS_BITS'(pointer_bit / BIT_BITS'(WORD_BITS));
  assign now_map_address = next_row ? row_address + ADDRESS_BITS'(ROW_WORDS) : map_address;
  assign asks_pointer = (under_way || accept) && now_slack < SLACK_BITS'(POINTER_BITS);
  assign ask_map = under_way && !asks_pointer && (next_row || next_chunk || !complete);
  assign ask_weight = pending && held != needed && held != 2'd2;
  assign read_address = asks_pointer ? now_pointer_address :
                        ask_map ? now_map_address : now_address + ADDRESS_BITS'(held);
  assign memory_read =
      !write && (asks_pointer || ask_map || (ask_weight && `FAULT(4'd2, 1'b1, !blocked)));
  assign memory_write = write;
  assign memory_address = write ? write_address : read_address;

  // The bitmap: of a row the chunk, of a column the word that came last.
  assign column_bit = OFFSET_BITS'(column % LINE_BITS'(WORD_BITS));
  assign row_mask = {WORD_BITS{1'b1}} << `FAULT(4'd3, '0, chunk_offset);
  generate
    for (genvar slot = 0; slot < MAP_WORDS; slot = slot + 1) begin : map_slots
      logic fill;
      assign fill = fresh_map && (by_columns ? slot == 0 : slots == SLOT_BITS'(slot + 1));
      assign now_map[slot*WORD_BITS+:WORD_BITS] =
          fill ? memory_read_data & (slot == 0 ? row_mask : {WORD_BITS{1'b1}}) : map[slot*WORD_BITS+:WORD_BITS];
    end
  endgenerate
  assign chunk_end = REST_BITS'(chunk_offset) +
      (rest < REST_BITS'(CHUNK) ? rest : REST_BITS'(CHUNK));
  assign chunk_end_word = chunk_end / REST_BITS'(WORD_BITS);
  assign row_end = REST_BITS'(chunk_offset) + rest;
  assign chunk_words = by_columns ?
      SLOT_BITS'(column / LINE_BITS'(WORD_BITS)) + 1'b1 :
      SLOT_BITS'((chunk_end - 1'b1) / REST_BITS'(WORD_BITS)) + 1'b1;
  assign slot_bits = REST_BITS'(chunk_words) * REST_BITS'(WORD_BITS);
  assign complete = active && slots == chunk_words;
  // What is left of the row behind a chunk, but in its words, needs no word: it belongs to it.
  assign last_chunk = row_end <= slot_bits;
  assign ones = now_map &
      ~({MAP_BITS{1'b1}} << `FAULT(4'd4, chunk_end - 1'b1, last_chunk ? row_end : chunk_end));
  assign column_word = now_map[WORD_BITS-1:0];
  assign pending = complete && (by_columns ? column_word[column_bit] : ones != '0);
  assign next_chunk = complete && !by_columns && !pending && !last_chunk;
  assign next_row = complete && by_columns && !pending && !last_row;
  assign empty = complete && !pending && (by_columns ? last_row : last_chunk);

  // The next one: its target, how many come before it (column) or with it (row).
  assign lowest = ones & -ones;
  always_comb begin
    place = '0;
    for (int bit_place = 0; bit_place < MAP_BITS; bit_place = bit_place + 1) begin
      if (lowest[bit_place]) place = place | PLACE_BITS'(bit_place);
    end
  end
  assign below = ~(`FAULT(4'd5, {WORD_BITS{1'b1}} << 1, {WORD_BITS{1'b1}}) << column_bit);
  assign counted_word = complete ? column_word & below : column_word;
  assign counted = by_columns ? MAP_BITS'(counted_word) : ones;
  always_comb begin
    count = '0;
    for (int bit_place = 0; bit_place < MAP_BITS; bit_place = bit_place + 1) begin
      count = count + COUNT_BITS'(counted[bit_place]);
    end
  end
  assign now_rank = rank + count;
  assign line_end = by_columns ? row : map_target + LINE_BITS'(place);

  // Its weight: the first of a row and those of columns come from the pointer.
  assign pointer = BIT_BITS'(POINTER_BITS'(pointer_words >> (2 * WORD_BITS - 32'(slack))));
  assign weight_bit = pointer * (ALIGNED != 0 ? BIT_BITS'(WORD_BITS) : BIT_BITS'(WEIGHT_BITS)) +
      (by_columns ? BIT_BITS'(now_rank) * BIT_BITS'(WEIGHT_BITS) : '0);
  assign now_address = placed ? address :
      ADDRESS_BITS'(WEIGHTS) + ADDRESS_BITS'(weight_bit / BIT_BITS'(WORD_BITS));
  assign now_offset = placed ? offset : OFFSET_BITS'(weight_bit % BIT_BITS'(WORD_BITS));
  assign straddles = 32'(now_offset) + WEIGHT_BITS > WORD_BITS;
  assign needed = `FAULT(4'd6, 2'd1, straddles ? 2'd2 : 2'd1);
  assign there = pending && held >= needed;
  assign take = there && free;
  assign last = by_columns ? last_row : last_chunk && count == COUNT_BITS'(1);
  assign next_bit = BIT_BITS'(now_offset) + BIT_BITS'(WEIGHT_BITS);
  assign next_address = now_address + ADDRESS_BITS'(next_bit / BIT_BITS'(WORD_BITS));
  assign next_offset = OFFSET_BITS'(next_bit % BIT_BITS'(WORD_BITS));
  assign last_touched = now_address + {{(ADDRESS_BITS - 1) {1'b0}}, straddles};
  assign final_word = by_columns || last || `FAULT(4'd7, 1'b1, next_address != last_touched);

  // All words of a row are granted where its last weight ends in those held.
  assign span = SPAN_BITS'(now_offset) + SPAN_BITS'(count) * SPAN_BITS'(WEIGHT_BITS);
  assign all_granted = pending &&
      (by_columns ? last_row && held >= needed :
       last_chunk && span <= SPAN_BITS'(held) * SPAN_BITS'(WORD_BITS));

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) weight_window (
      .clock(clock),
      .reset(reset),
      .clear(empty || (take && (last || by_columns))),
      .drop(take && next_address != now_address ? 2'd1 : 2'd0),
      .fill(memory_read && ask_weight),
      .memory_read_data(memory_read_data),
      .words(words),
      .held(held)
  );

  update_lane #(
      .WORD_BITS(WORD_BITS),
      .WEIGHT_BITS(WEIGHT_BITS),
      .ADDRESS_BITS(ADDRESS_BITS),
      .LINE_BITS(LINE_BITS),
      .GRADIENT_BITS(GRADIENT_BITS),
      .RATE_SHIFT(RATE_SHIFT)
  ) lane (
      .clock(clock),
      .reset(reset),
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .free(free),
      .take(take),
      .take_update(operation[1]),
      .take_end(line_end),
      .take_address(now_address),
      .take_words(words),
      .take_offset(now_offset),
      .take_final(final_word),
      .delivery_valid(delivery_valid),
      .delivery_ready(delivery_ready),
      .delivery_end(delivery_end),
      .delivery_code(delivery_code),
      .gradient(gradient),
      .write(write),
      .write_address(write_address),
      .write_data(memory_write_data),
      .read_address(read_address),
      .read_blocked(blocked),
      .empty(lane_empty)
  );

  assign busy = active || queued || !lane_empty;
  assign now_slots = next_row ? '0 :
      next_chunk ? SLOT_BITS'(chunk_end % REST_BITS'(WORD_BITS) != '0) : slots;

  always_ff @(posedge clock) begin
    if (reset) begin
      active <= 1'b0;
      queued <= 1'b0;
    end else begin
      active <= starts || (under_way && !(take && last));
      queued <= (queued || accept) && !starts;
    end
    if (!queued) begin
      queued_operation <= event_operation;
      queued_line <= event_line;
    end
  end

  // The way to the bitmap.
  always_ff @(posedge clock) begin
    fresh_pointer <= memory_read && asks_pointer;
    fresh_map <= memory_read && ask_map;
    if (fresh_pointer) pointer_words <= {memory_read_data, pointer_words[2*WORD_BITS-1:WORD_BITS]};
    slack <= now_slack + (memory_read && asks_pointer ? SLACK_BITS'(WORD_BITS) : '0);
    pointer_address <= now_pointer_address + ADDRESS_BITS'(memory_read && asks_pointer);
    map_address <= now_map_address + ADDRESS_BITS'(memory_read && ask_map);
    slots <= now_slots + SLOT_BITS'(memory_read && ask_map);
    if (next_row) row_address <= now_map_address;
    if (starts) begin
      operation <= new_operation;
      column <= new_line;
      map_address <= ADDRESS_BITS'(BITMAP) + ADDRESS_BITS'(map_bit / BIT_BITS'(WORD_BITS));
      row_address <= ADDRESS_BITS'(BITMAP);
      slots <= '0;
      row <= '0;
      if (under_way) begin
        slack <= new_slack;
        pointer_address <= ADDRESS_BITS'(pointer_bit / BIT_BITS'(WORD_BITS));
      end
    end else if (take && by_columns) begin
      slack <= slack - SLACK_BITS'(POINTER_BITS);
      map_address <= row_address + ADDRESS_BITS'(ROW_WORDS);
      row_address <= row_address + ADDRESS_BITS'(ROW_WORDS);
      slots <= '0;
      row <= row + 1'b1;
    end else if (next_row) begin
      row <= row + 1'b1;
    end
  end

  // The chunk, and the ones before a column's bit.
  always_ff @(posedge clock) begin
    map <= now_map;
    if (starts) begin
      chunk_offset <= OFFSET_BITS'(map_bit % BIT_BITS'(WORD_BITS));
      map_target <= '0 - LINE_BITS'(map_bit % BIT_BITS'(WORD_BITS));
      rest <= REST_BITS'(TARGETS);
      map <= '0;
    end else if (next_chunk) begin
      chunk_offset <= OFFSET_BITS'(chunk_end % REST_BITS'(WORD_BITS));
      map_target <= map_target + LINE_BITS'(chunk_end_word * REST_BITS'(WORD_BITS));
      rest <= rest - REST_BITS'(CHUNK);
      map <= now_map >> (chunk_end_word * REST_BITS'(WORD_BITS));
    end else if (take && !by_columns) begin
      map <= now_map & ~lowest;
    end
    if (starts || next_row || take) rank <= '0;
    else if (by_columns && fresh_map && !complete) rank <= now_rank;
    placed <= !starts && !by_columns && (placed || take);
    address <= take ? next_address : now_address;
    offset <= take ? next_offset : now_offset;
  end
endmodule
