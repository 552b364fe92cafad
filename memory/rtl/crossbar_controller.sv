`include "fault.svh"
// Synapse memory of encoding `crossbar`: weight (row, target) lies at bit
// row x stride + target x WEIGHT_BITS. Ports and timing: README.md.
module crossbar_controller #(
    parameter int WORD_BITS     = 16,
    parameter int WEIGHT_BITS   = 5,
    parameter int ROWS          = 12,
    parameter int TARGETS       = 19,
    parameter int ALIGNED       = 0,   // rows begin on words
    parameter int ADDRESS_BITS  = 7,
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
  localparam int ROW_BITS = TARGETS * WEIGHT_BITS;
  localparam int STRIDE = ALIGNED != 0 ? (ROW_BITS + WORD_BITS - 1) / WORD_BITS * WORD_BITS : ROW_BITS;
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 1;  // of a bit's address, one word past the end
  localparam logic [LINE_BITS-1:0] LAST_ROW = LINE_BITS'(ROWS - 1);
  localparam logic [LINE_BITS-1:0] LAST_TARGET = LINE_BITS'(TARGETS - 1);

  // The event that is read, and the one that was accepted behind it.
  logic                    active, queued;
  logic [1:0]              operation, queued_operation;
  logic [LINE_BITS-1:0]    line_end, queued_line;  // delivery that is next
  logic [ADDRESS_BITS-1:0] address;                // its first word
  logic [OFFSET_BITS-1:0]  offset;
  logic [ADDRESS_BITS-1:0] last_address;           // the event's last word

  // As registered, or of the event that is accepted now.
  logic                    accept, starts, now_active, new_by_columns;
  logic [1:0]              now_operation, new_operation;
  logic [LINE_BITS-1:0]    now_end, new_line;
  logic [ADDRESS_BITS-1:0] now_address, new_address, new_last_address;
  logic [OFFSET_BITS-1:0]  now_offset, new_offset;
  logic [BIT_BITS-1:0]     new_bit, new_last_bit;

  logic [2*WORD_BITS-1:0]  words;
  logic [1:0]              held, drop;
  logic                    straddles, there, take, last, final_word, ask, blocked, free, lane_empty;
  logic                    by_columns, write, all_granted;
  logic [BIT_BITS-1:0]     next_bit;
  logic [ADDRESS_BITS-1:0] next_address, last_touched, write_address, read_address;
  logic [OFFSET_BITS-1:0]  next_offset;

  // Where an event begins and ends.
  assign new_operation = queued ? queued_operation : event_operation;
  assign new_line = queued ? queued_line : event_line;
  assign new_by_columns = new_operation[0];
  assign new_bit = BIT_BITS'(new_line) * (new_by_columns ? BIT_BITS'(WEIGHT_BITS) : BIT_BITS'(STRIDE));
  assign new_last_bit = new_bit + (new_by_columns ? BIT_BITS'(STRIDE * (ROWS - 1) + WEIGHT_BITS - 1)
                                                  : BIT_BITS'(ROW_BITS - 1));
  assign new_address = ADDRESS_BITS'(new_bit / BIT_BITS'(WORD_BITS));
  assign new_offset = OFFSET_BITS'(new_bit % BIT_BITS'(WORD_BITS));
  assign new_last_address = ADDRESS_BITS'(new_last_bit / BIT_BITS'(WORD_BITS));

  assign event_ready = !queued && (!active || all_granted);
  assign accept = event_valid && event_ready;
  // An event begins where none is under way, or behind the last delivery of the one before.
  assign starts = (accept || queued) && (!active || (take && last));

  assign now_active = active || accept;
  assign now_operation = active ? operation : new_operation;
  assign now_end = active ? line_end : '0;
  assign now_address = active ? address : new_address;
  assign now_offset = active ? offset : new_offset;
  assign by_columns = now_operation[0];

  // The next delivery, and the one behind it.
  assign straddles = 32'(now_offset) + WEIGHT_BITS > WORD_BITS;
  assign there = now_active && (held == 2'd2 || (held == 2'd1 && `FAULT(4'd1, 1'b1, !straddles)));
  assign take = there && free;
  assign last = now_end == (by_columns ? `FAULT(4'd2, LAST_ROW - 1'b1, LAST_ROW) : LAST_TARGET);
  assign next_bit = BIT_BITS'(now_offset) + (by_columns ? BIT_BITS'(STRIDE) : BIT_BITS'(WEIGHT_BITS));
  assign next_address = now_address + ADDRESS_BITS'(next_bit / BIT_BITS'(WORD_BITS));
  assign next_offset = OFFSET_BITS'(next_bit % BIT_BITS'(WORD_BITS));
  assign last_touched = now_address + {{(ADDRESS_BITS - 1) {1'b0}}, straddles};
  assign final_word = last || `FAULT(4'd3, 1'b0, next_address != last_touched);

  // Words.
  assign all_granted = held != 2'd0 && now_address + ADDRESS_BITS'(held) - 1'b1 == last_address;
  assign read_address = now_address + ADDRESS_BITS'(held);
  assign ask = now_active && !(held == 2'd2 || (held == 2'd1 && !straddles));
  assign memory_read = ask && !write && `FAULT(4'd4, 1'b1, !blocked);
  assign memory_write = write;
  assign memory_address = write ? write_address : read_address;
  assign drop = next_address == now_address ? 2'd0 : 2'd1;

  word_window #(
      .WORD_BITS(WORD_BITS)
  ) window (
      .clock(clock),
      .reset(reset),
      .clear(take && (last || next_address > now_address + 1'b1)),
      .drop(take ? drop : 2'd0),
      .fill(memory_read),
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
      .take_update(now_operation[1]),
      .take_end(now_end),
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

  always_ff @(posedge clock) begin
    if (reset) begin
      active <= 1'b0;
      queued <= 1'b0;
    end else begin
      active <= starts || (active && !(take && last));
      queued <= (queued || accept) && !starts;
    end
    if (!queued) begin
      queued_operation <= event_operation;
      queued_line <= event_line;
    end
    if (starts) begin
      operation <= new_operation;
      line_end <= '0;
      address <= new_address;
      offset <= new_offset;
      last_address <= new_last_address;
    end else if (take) begin
      line_end <= now_end + 1'b1;
      address <= next_address;
      offset <= next_offset;
    end
  end
endmodule
