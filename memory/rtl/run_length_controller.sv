`include "fault.svh"
// Synapse memory of encoding `run_length`: row pointers, then entries {run, mark, weight}, run in the
// low bits; the mark (LEARNING) says that an entry is a synapse and no filler, else its weight
// does. Ports and timing: README.md. Columns need ALIGNED, updates LEARNING.
//
// In a cycle everything that is there is used: entries are passed over up to the next synapse that
// is wanted, then, at the end of a row, pointers up to the next row that holds something, then the
// event that waits begins.
module run_length_controller #(
    parameter int WORD_BITS     = 16,
    parameter int WEIGHT_BITS   = 4,
    parameter int RUN_BITS      = 2,
    parameter int LEARNING      = 1,
    parameter int ROWS          = 12,
    parameter int TARGETS       = 19,
    parameter int POINTER_BITS  = 7,
    parameter int ALIGNED       = 0,   // rows begin on words, pointers are word addresses
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
  localparam int MARK_BITS = LEARNING != 0 ? 1 : 0;
  localparam int WEIGHT_AT = RUN_BITS + MARK_BITS;
  localparam int ENTRY_BITS = WEIGHT_AT + WEIGHT_BITS;
  localparam int OFFSET_BITS = $clog2(WORD_BITS);
  localparam int POINTER_WORDS = ((ROWS + 1) * POINTER_BITS + WORD_BITS - 1) / WORD_BITS;
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 2;  // of a bit's address in its region
  localparam int PLACE_BITS = OFFSET_BITS + 3;               // of a bit in a window, and past its end
  localparam int NUMBER_BITS = LINE_BITS + 2;                // of a pointer, and past the last
  localparam int REACH_BITS = (LINE_BITS > RUN_BITS ? LINE_BITS : RUN_BITS) + 2;  // of a target, and past the last
  // As many as can be there and not passed over: one that straddles into the word that came last,
  // those in it, and the end.
  localparam int ENTRIES = WORD_BITS / ENTRY_BITS + 2;
  localparam int POINTERS = WORD_BITS / POINTER_BITS + 2;
  localparam logic [RUN_BITS-1:0] FULL_RUN = {RUN_BITS{1'b1}};

  // The event that is read, and the one that was accepted behind it.
  logic                    active, queued;
  logic [1:0]              operation, queued_operation;
  logic [LINE_BITS-1:0]    line_number, queued_line;
  // Pointers: the next to be looked at, and the one before it (`begun`: there is one).
  logic [NUMBER_BITS-1:0]  number, last_number;
  logic [OFFSET_BITS-1:0]  pointer_offset;
  logic [ADDRESS_BITS-1:0] pointer_address;
  logic                    begun;
  logic [POINTER_BITS-1:0] before_pointer;
  // Entries of the row that is walked.
  logic                    in_row;
  logic [LINE_BITS-1:0]    row;
  logic [ADDRESS_BITS-1:0] entry_address;   // word of the next entry
  logic [OFFSET_BITS-1:0]  entry_offset;
  logic [BIT_BITS-1:0]     row_end;         // first bit behind the row
  logic [REACH_BITS-1:0]   reach;           // first target that no entry has spoken of

  logic                    by_columns, updating;
  assign by_columns = operation[0];
  assign updating = operation[1];

  // The two windows, and how many of their bits are there.
  logic [2*WORD_BITS-1:0]  pointer_words, entry_words;
  logic [1:0]              pointers_held, entries_held, pointer_drop, entry_drop;
  logic [PLACE_BITS-1:0]   pointers_there, entries_there;
  assign pointers_there = PLACE_BITS'(pointers_held) * PLACE_BITS'(WORD_BITS);
  assign entries_there = PLACE_BITS'(entries_held) * PLACE_BITS'(WORD_BITS);

  // Entries: up to one that is delivered, or the end of the row, or one that is not there.
  logic                    delivers, row_over, entry_lacks, searching, later;
  logic [PLACE_BITS-1:0]   entry_place, weight_place, shared_end, place;
  logic [REACH_BITS-1:0]   entry_reach, target, wanted;
  logic [BIT_BITS-1:0]     entry_bit, left, used;
  logic [ENTRIES*ENTRY_BITS-1:0] fields;  // of the entries, the next one lowest
  assign fields = (ENTRIES * ENTRY_BITS)'({{(ENTRIES * ENTRY_BITS) {1'b0}}, entry_words} >> entry_offset);
  // By entry: whether it is a synapse, whether it is what a filler or a synapse can be, its run.
  logic [ENTRIES-1:0]            synapse, entry;
  logic [ENTRIES*REACH_BITS-1:0] run;
  genvar g;
  generate
    for (g = 0; g < ENTRIES; g = g + 1) begin : gen_entry
      assign synapse[g] = LEARNING != 0 ? fields[g*ENTRY_BITS+RUN_BITS]
                                        : fields[g*ENTRY_BITS+WEIGHT_AT+:WEIGHT_BITS] != '0;
      assign entry[g] = synapse[g] || fields[g*ENTRY_BITS+:RUN_BITS] == FULL_RUN;
      assign run[g*REACH_BITS+:REACH_BITS] = REACH_BITS'(fields[g*ENTRY_BITS+:RUN_BITS]) -
          `FAULT(4'd1, REACH_BITS'(!synapse[g]), '0);
    end
  endgenerate
  assign left = row_end - entry_bit;
  assign entry_bit = BIT_BITS'(entry_address) * BIT_BITS'(WORD_BITS) + BIT_BITS'(entry_offset);
  assign wanted = by_columns ? REACH_BITS'(line_number) : REACH_BITS'(TARGETS - 1);

  // Not always_comb: in Icarus 11 this one would wake itself without end.
  always @* begin
    delivers = 1'b0;
    row_over = 1'b0;
    entry_lacks = 1'b0;
    later = 1'b0;
    searching = in_row;
    entry_place = PLACE_BITS'(entry_offset);
    weight_place = '0;
    shared_end = '0;
    entry_reach = reach;
    target = reach;
    place = PLACE_BITS'(entry_offset);
    used = BIT_BITS'(ENTRY_BITS);
    for (int k = 0; k < ENTRIES; k++) begin
      if (searching) begin
        entry_place = place;
        if (left < used || entry_reach > wanted) begin
          row_over = 1'b1;
          searching = 1'b0;
        end else if (place + PLACE_BITS'(ENTRY_BITS) > entries_there) begin
          entry_lacks = 1'b1;
          searching = 1'b0;
        end else if (!entry[k]) begin  // the free end of an aligned row
          row_over = 1'b1;
          searching = 1'b0;
        end else begin
          target = entry_reach + run[k*REACH_BITS+:REACH_BITS];
          entry_reach = target + 1'b1;
          if (synapse[k] && (!by_columns || target == wanted)) begin
            delivers = 1'b1;
            searching = 1'b0;
            weight_place = place + PLACE_BITS'(WEIGHT_AT);
            entry_place = place + PLACE_BITS'(ENTRY_BITS);
            // The end of the last word that the weight lies in.
            shared_end = ((entry_place - 1'b1) >> OFFSET_BITS << OFFSET_BITS) + PLACE_BITS'(WORD_BITS);
          end
        end
      end else if (synapse[k] && left >= used &&
                   place + PLACE_BITS'(WEIGHT_AT) < shared_end) begin
        later = 1'b1;  // its weight lies there too
      end
      place = place + PLACE_BITS'(ENTRY_BITS);
      used = used + BIT_BITS'(ENTRY_BITS);
    end
  end

  // Pointers: up to the end of a row that holds something, or of the event, or one that is not there.
  logic                    found, event_over, pointer_lacks, looking, was_begun;
  logic [NUMBER_BITS-1:0]  next_number;
  logic [PLACE_BITS-1:0]   pointer_place;
  logic [POINTER_BITS-1:0] pointer, row_begin, row_behind;
  logic [POINTERS*POINTER_BITS-1:0] pointers;  // the next one lowest
  assign pointers = (POINTERS * POINTER_BITS)'({{(POINTERS * POINTER_BITS) {1'b0}}, pointer_words} >> pointer_offset);

  always_comb begin
    found = 1'b0;
    event_over = 1'b0;
    pointer_lacks = 1'b0;
    looking = 1'b1;
    was_begun = begun;
    next_number = number;
    pointer_place = PLACE_BITS'(pointer_offset);
    row_begin = before_pointer;
    row_behind = before_pointer;
    for (int k = 0; k < POINTERS; k++) begin
      pointer = pointers[k*POINTER_BITS+:POINTER_BITS];
      if (looking) begin
        if (next_number > last_number) begin
          event_over = 1'b1;
          looking = 1'b0;
        end else if (pointer_place + PLACE_BITS'(POINTER_BITS) > pointers_there) begin
          pointer_lacks = 1'b1;
          looking = 1'b0;
        end else begin
          next_number = next_number + 1'b1;
          pointer_place = pointer_place + PLACE_BITS'(POINTER_BITS);
          row_begin = row_behind;
          row_behind = pointer;
          if (was_begun && pointer != row_begin) begin
            found = 1'b1;
            looking = 1'b0;
          end
          was_begun = 1'b1;
        end
      end
    end
  end

  // The row that was found.
  logic [BIT_BITS-1:0]     found_bit, found_end;
  assign found_bit = BIT_BITS'(row_begin) * BIT_BITS'(ALIGNED != 0 ? WORD_BITS : ENTRY_BITS);
  assign found_end = BIT_BITS'(row_behind) * BIT_BITS'(ALIGNED != 0 ? WORD_BITS : ENTRY_BITS);

  // The event that begins.
  logic                    accept, starts, over, at_pointers, all_granted, new_by_columns;
  logic [1:0]              new_operation;
  logic [LINE_BITS-1:0]    new_line;
  logic [NUMBER_BITS-1:0]  new_number;
  logic [BIT_BITS-1:0]     new_bit;
  logic [ADDRESS_BITS-1:0] new_address, last_word;
  assign new_operation = queued ? queued_operation : event_operation;
  assign new_line = queued ? queued_line : event_line;
  assign new_by_columns = new_operation[0];
  assign new_number = new_by_columns ? '0 : NUMBER_BITS'(new_line);
  assign new_bit = BIT_BITS'(new_number) * BIT_BITS'(POINTER_BITS);
  assign new_address = ADDRESS_BITS'(new_bit / BIT_BITS'(WORD_BITS));

  assign last_word = ADDRESS_BITS'((row_end - 1'b1) / BIT_BITS'(WORD_BITS));
  assign at_pointers = active && (!in_row || row_over);
  assign over = at_pointers && event_over;
  always_comb begin
    if (by_columns) all_granted = event_over && (!in_row || delivers || row_over);
    else if (!in_row) all_granted = event_over;
    else all_granted = row_over || (entries_held != 2'd0 && last_word == entry_address + ADDRESS_BITS'(entries_held) - 1'b1);
  end
  assign event_ready = !queued && (!active || all_granted);
  assign accept = event_valid && event_ready;
  assign starts = (accept || queued) && (!active || over);

  // Words.
  logic                    ask_entry, ask_pointer, ask_row, blocked, write;
  logic [ADDRESS_BITS-1:0] read_address, write_address;
  assign ask_entry = active && entry_lacks;
  assign ask_pointer = at_pointers && pointer_lacks;
  assign ask_row = at_pointers && found;
  always_comb begin
    if (starts) read_address = new_address;
    else if (ask_pointer) read_address = pointer_address + ADDRESS_BITS'(pointers_held);
    else if (ask_row) read_address = ADDRESS_BITS'(POINTER_WORDS) + ADDRESS_BITS'(found_bit / BIT_BITS'(WORD_BITS));
    else read_address = ADDRESS_BITS'(POINTER_WORDS) + entry_address + ADDRESS_BITS'(entries_held);
  end
  assign memory_read = (starts || ask_pointer || ask_row || ask_entry) && !write && `FAULT(4'd4, 1'b1, !blocked);
  assign memory_write = write;
  assign memory_address = write ? write_address : read_address;

  logic free, take, lane_empty, in_upper;
  logic [LINE_BITS-1:0] delivered_end;
  assign delivered_end = by_columns ? row : LINE_BITS'(target);
  assign take = active && delivers && free;
  assign in_upper = weight_place >= PLACE_BITS'(WORD_BITS);
  assign pointer_drop = at_pointers ? 2'(pointer_place >> OFFSET_BITS) : 2'd0;
  assign entry_drop = take || ask_entry ? 2'(entry_place >> OFFSET_BITS) : 2'd0;

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) pointer_window (
      .clock(clock),
      .reset(reset),
      .clear(over || starts),
      .drop(pointer_drop),
      .fill(memory_read && (starts || ask_pointer)),
      .memory_read_data(memory_read_data),
      .words(pointer_words),
      .held(pointers_held)
  );
  word_window #(
      .WORD_BITS(WORD_BITS)
  ) entry_window (
      .clock(clock),
      .reset(reset),
      .clear(at_pointers),
      .drop(entry_drop),
      .fill(memory_read && (ask_row || ask_entry)),
      .memory_read_data(memory_read_data),
      .words(entry_words),
      .held(entries_held)
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
      .take_update(updating),
      .take_end(delivered_end),
      .take_address(ADDRESS_BITS'(POINTER_WORDS) + entry_address + ADDRESS_BITS'(in_upper)),
      .take_words(in_upper ? entry_words >> WORD_BITS : entry_words),
      .take_offset(OFFSET_BITS'(weight_place)),
      .take_final(`FAULT(4'd3, 1'b1, by_columns || !later)),
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
    end else begin
      active <= starts || (active && !over);
      queued <= (queued || accept) && !starts;
    end
    if (!queued) begin
      queued_operation <= event_operation;
      queued_line <= event_line;
    end
  end

  always_ff @(posedge clock) begin
    if (starts) begin
      operation <= new_operation;
      line_number <= new_line;
      number <= new_number;
      last_number <= new_by_columns ? `FAULT(4'd2, NUMBER_BITS'(ROWS - 1), NUMBER_BITS'(ROWS))
                                    : NUMBER_BITS'(new_line) + 1'b1;
      pointer_address <= new_address;
      pointer_offset <= OFFSET_BITS'(new_bit % BIT_BITS'(WORD_BITS));
      begun <= 1'b0;
    end else if (at_pointers) begin
      number <= next_number;
      pointer_address <= pointer_address + ADDRESS_BITS'(pointer_drop);
      pointer_offset <= OFFSET_BITS'(pointer_place);
      begun <= was_begun;
      before_pointer <= row_behind;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      in_row <= 1'b0;
    end else if (at_pointers) begin
      in_row <= found;
      row <= LINE_BITS'(next_number - NUMBER_BITS'(2));
      entry_address <= ADDRESS_BITS'(found_bit / BIT_BITS'(WORD_BITS));
      entry_offset <= OFFSET_BITS'(found_bit % BIT_BITS'(WORD_BITS));
      row_end <= found_end;
      reach <= '0;
    end else if (take || ask_entry) begin
      entry_address <= entry_address + ADDRESS_BITS'(entry_drop);
      entry_offset <= OFFSET_BITS'(entry_place);
      reach <= entry_reach;
    end
  end
endmodule
