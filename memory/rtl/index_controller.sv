`include "fault.svh"
// Synapse memory of encoding `index` (PB-CSR), joint list: two pointers, then entries {target,
// weight}; columns through the reverse pointers and list {axon, weight address}, where rows are
// aligned. Ports and timing: README.md. An entry is at most a word wide.
module index_controller #(
    parameter int WORD_BITS             = 16,
    parameter int WEIGHT_BITS           = 5,
    parameter int ROWS                  = 12,
    parameter int TARGETS               = 19,
    parameter int ALIGNED               = 0,   // rows and columns begin on words
    parameter int POINTER_BITS          = 7,
    parameter int TARGET_BITS           = 5,
    parameter int LIST_WORDS            = 60,  // of the region
    parameter int REVERSE_POINTER_BITS  = 7,   // those of reverse regions mean nothing without them
    parameter int AXON_BITS             = 4,
    parameter int WEIGHT_ADDRESS_BITS   = 11,
    parameter int ADDRESS_BITS          = 9,
    parameter int LINE_BITS             = 5,   // of a row or a target
    parameter int GRADIENT_BITS         = 12,
    parameter int RATE_SHIFT            = 3
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
  localparam int ENTRY_BITS = TARGET_BITS + WEIGHT_BITS;
  localparam int REVERSE_BITS = AXON_BITS + WEIGHT_ADDRESS_BITS;
  localparam int WIDEST = POINTER_BITS > REVERSE_POINTER_BITS ? POINTER_BITS : REVERSE_POINTER_BITS;
  localparam int WIDTH_BITS = $clog2(WIDEST + 1);
  localparam int REACH_BITS = OFFSET_BITS + 2;  // of bits from the first word held on
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 1;
  // Where the regions begin.
  localparam int LIST = ((ROWS + 1) * POINTER_BITS + WORD_BITS - 1) / WORD_BITS;
  localparam int REVERSE_POINTERS = LIST + LIST_WORDS;
  localparam int REVERSE_LIST =
      REVERSE_POINTERS + ((TARGETS + 1) * REVERSE_POINTER_BITS + WORD_BITS - 1) / WORD_BITS;

  // The event that is read, and the one that was accepted behind it.
  logic                    active, queued;
  logic [1:0]              operation, queued_operation, new_operation;
  logic [LINE_BITS-1:0]    queued_line, new_line;
  logic                    accept, starts, under_way, by_columns;
  // Its entries: the next one, its place, the event's last word.
  logic                    found, listing, empty, asks_pointer;
  logic [WIDEST-1:0]       first, last_pointer;
  logic                    in_list;         // pointers are known
  logic [ADDRESS_BITS-1:0] address, now_address, last_address, now_last_address, pointer_address;
  logic [OFFSET_BITS-1:0]  offset, now_offset;

  logic [2*WORD_BITS-1:0]  words, weight_words, lane_words;
  logic [1:0]              held, weights_held, needed;
  logic                    entry_there, there, take, last, final_word, free, lane_empty, blocked;
  logic                    write, all_granted, list_granted, ask_list, ask_weight, straddles;
  logic [REACH_BITS-1:0]   step, entry_end, next_begin, next_word, weight_begin, weight_word;
  logic [REACH_BITS-1:0]   weight_last, next_weight;
  logic [ADDRESS_BITS-1:0] next_address, weight_address, lane_address, read_address, write_address;
  logic [OFFSET_BITS-1:0]  weight_offset, lane_offset;
  logic                    next_fits, next_free;
  logic [LINE_BITS-1:0]    line_end;

  assign new_operation = queued ? queued_operation : event_operation;
  assign new_line = queued ? queued_line : event_line;
  assign event_ready = !queued && (!under_way || all_granted);
  assign accept = event_valid && event_ready;
  // An event begins where none is under way, or behind the last delivery of the one before.
  assign starts = (accept || queued) && (!under_way || (take && last));
  assign under_way = active && !empty;
  assign by_columns = operation[0];

  pointer_fetch #(
      .WORD_BITS(WORD_BITS),
      .LINE_BITS(LINE_BITS),
      .ADDRESS_BITS(ADDRESS_BITS),
      .WIDEST(WIDEST)
  ) pointers (
      .clock(clock),
      .reset(reset),
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .start(starts),
      .at_once(!under_way),
      .line(new_line),
      .base(new_operation[0] ? ADDRESS_BITS'(REVERSE_POINTERS) : '0),
      .width(new_operation[0] ? WIDTH_BITS'(REVERSE_POINTER_BITS) : WIDTH_BITS'(POINTER_BITS)),
      .ask(asks_pointer),
      .address(pointer_address),
      .granted(asks_pointer && !write),
      .memory_read_data(memory_read_data),
      .found(found),
      .first(first),
      .last(last_pointer)
  );

  // The list of the line: in the cycle in which its pointers are there, and after it.
  assign empty = found && first == last_pointer;
  assign listing = (found && !empty) || in_list;
  generate
    if (ALIGNED != 0) begin : words_pointed_at
      logic [ADDRESS_BITS-1:0] base;
      assign base = by_columns ? ADDRESS_BITS'(REVERSE_LIST) : ADDRESS_BITS'(LIST);
      assign now_address = found ? base + ADDRESS_BITS'(first) : address;
      assign now_offset = found ? '0 : offset;
      assign now_last_address = found ? base + ADDRESS_BITS'(last_pointer) - 1'b1 : last_address;
    end else begin : entries_pointed_at
      logic [BIT_BITS-1:0] first_bit, end_bit;
      assign first_bit = BIT_BITS'(first) * BIT_BITS'(ENTRY_BITS);
      assign end_bit = BIT_BITS'(last_pointer) * BIT_BITS'(ENTRY_BITS) - 1'b1;
      assign now_address =
          found ? ADDRESS_BITS'(LIST) + ADDRESS_BITS'(first_bit / BIT_BITS'(WORD_BITS)) : address;
      assign now_offset = found ? OFFSET_BITS'(first_bit % BIT_BITS'(WORD_BITS)) : offset;
      assign now_last_address =
          found ? ADDRESS_BITS'(LIST) + ADDRESS_BITS'(end_bit / BIT_BITS'(WORD_BITS)) : last_address;
    end
  endgenerate

  // The next entry, and the slot behind it, in bits from its first word on.
  assign step = by_columns ? REACH_BITS'(REVERSE_BITS) : REACH_BITS'(ENTRY_BITS);
  assign entry_end = REACH_BITS'(now_offset) + step - 1'b1;
  assign straddles = entry_end >= REACH_BITS'(WORD_BITS);
  assign entry_there = listing && (held == 2'd2 || (held == 2'd1 && `FAULT(4'd2, 1'b1, !straddles)));
  assign next_begin = REACH_BITS'(now_offset) + step;
  assign next_word = next_begin / REACH_BITS'(WORD_BITS);
  assign next_address = now_address + ADDRESS_BITS'(next_word);
  generate
    if (ALIGNED != 0) begin : slots
      logic [REACH_BITS-1:0]  next_end, next_last;
      logic [AXON_BITS-1:0]   next_axon;
      logic [TARGET_BITS-1:0] next_target;
      assign next_end = next_begin + step - 1'b1;
      assign next_last = next_end / REACH_BITS'(WORD_BITS);
      assign next_fits = now_address + ADDRESS_BITS'(next_last) <= now_last_address;
      assign next_axon = AXON_BITS'(words >> next_begin);
      assign next_target = TARGET_BITS'(words >> next_begin);
      // A slot that is not held yet is no free one: a word without an entry does not exist.
      assign next_free = next_last < REACH_BITS'(held) &&
          (by_columns ? next_axon == '0 : next_target == '0);
    end else begin : entries
      logic [WIDEST-1:0] left, now_left;
      assign now_left = found ? last_pointer - first : left;
      assign next_fits = now_left != WIDEST'(1);
      assign next_free = 1'b0;
      always_ff @(posedge clock) left <= now_left - WIDEST'(take);
    end
  endgenerate
  assign last = !next_fits || `FAULT(4'd3, 1'b0, next_free);

  // Its weight: in the entry, or where the entry says.
  assign weight_begin = REACH_BITS'(now_offset) + REACH_BITS'(TARGET_BITS);
  assign weight_word = weight_begin / REACH_BITS'(WORD_BITS);
  generate
    if (ALIGNED != 0) begin : weight_places
      logic [REVERSE_BITS-1:0] entry;
      assign entry = REVERSE_BITS'(words >> now_offset);
      assign line_end = by_columns ? LINE_BITS'(entry[AXON_BITS-1:0]) :
                        LINE_BITS'(TARGET_BITS'(words >> now_offset));
      assign weight_offset = entry[AXON_BITS+:OFFSET_BITS];
      assign weight_address = ADDRESS_BITS'(LIST) +
          ADDRESS_BITS'(entry[AXON_BITS+OFFSET_BITS+:WEIGHT_ADDRESS_BITS-OFFSET_BITS]);
    end else begin : no_columns
      assign line_end = LINE_BITS'(TARGET_BITS'(words >> now_offset));
      assign weight_offset = '0;
      assign weight_address = '0;
    end
  endgenerate
  assign needed = 32'(weight_offset) + WEIGHT_BITS > WORD_BITS ? 2'd2 : 2'd1;
  always_comb begin
    if (by_columns) begin
      lane_words = weight_words;
      lane_address = weight_address;
      lane_offset = weight_offset;
    end else begin
      lane_words = weight_word != '0 ? words >> WORD_BITS : words;
      lane_address = now_address + ADDRESS_BITS'(weight_word);
      lane_offset = OFFSET_BITS'(weight_begin % REACH_BITS'(WORD_BITS));
    end
  end
  assign weight_last = (weight_begin + REACH_BITS'(WEIGHT_BITS - 1)) / REACH_BITS'(WORD_BITS);
  assign next_weight = (weight_begin + step) / REACH_BITS'(WORD_BITS);
  assign final_word = by_columns || last || `FAULT(4'd4, 1'b0, next_weight != weight_last);

  assign there = entry_there && (!by_columns || weights_held == `FAULT(4'd5, 2'd1, needed));
  assign take = there && free;

  // Words.
  assign ask_list = listing && !(held == 2'd2 || (held == 2'd1 && !straddles));
  assign ask_weight = by_columns && entry_there && weights_held != needed;
  assign list_granted = listing && held != 2'd0 &&
      now_address + ADDRESS_BITS'(held) - 1'b1 == now_last_address;
  assign all_granted = list_granted && (!by_columns || (entry_there && last && weights_held == needed));
  assign read_address = asks_pointer ? pointer_address :
                        ask_weight ? weight_address + ADDRESS_BITS'(weights_held) :
                        now_address + ADDRESS_BITS'(held);
  assign memory_read = !write &&
      (asks_pointer || ((ask_list || ask_weight) && `FAULT(4'd6, 1'b1, !blocked)));
  assign memory_write = write;
  assign memory_address = write ? write_address : read_address;

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) list_window (
      .clock(clock),
      .reset(reset),
      .clear(take && last),
      .drop(take && next_address != now_address ? 2'd1 : 2'd0),
      .fill(memory_read && ask_list),
      .memory_read_data(memory_read_data),
      .words(words),
      .held(held)
  );

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) weight_window (
      .clock(clock),
      .reset(reset),
      .clear(take),
      .drop(2'd0),
      .fill(memory_read && ask_weight),
      .memory_read_data(memory_read_data),
      .words(weight_words),
      .held(weights_held)
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
      .take_address(lane_address),
      .take_words(lane_words),
      .take_offset(lane_offset),
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

  always_ff @(posedge clock) begin
    if (reset) begin
      active <= 1'b0;
      queued <= 1'b0;
      in_list <= 1'b0;
    end else begin
      active <= starts || (under_way && !(take && last));
      queued <= (queued || accept) && !starts;
      in_list <= listing && !(take && last);
    end
    if (!queued) begin
      queued_operation <= event_operation;
      queued_line <= event_line;
    end
    if (starts) operation <= new_operation;
    address <= take ? next_address : now_address;
    offset <= take ? OFFSET_BITS'(next_begin % REACH_BITS'(WORD_BITS)) : now_offset;
    last_address <= now_last_address;
  end
endmodule
