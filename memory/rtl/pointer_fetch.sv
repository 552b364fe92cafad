`include "fault.svh"
// Where the list of a line begins and ends: the pointers `line` and `line` + 1 of a region that
// begins at word `base`, of `width` bits each. Their words are asked for one after another; in the
// cycle after the last one is granted the pointers are there (`found`), and only then.
module pointer_fetch #(
    parameter int WORD_BITS    = 16,
    parameter int LINE_BITS    = 5,
    parameter int ADDRESS_BITS = 8,
    parameter int WIDEST       = 7   // bits of the widest pointer
) (
    input  logic                        clock,
    input  logic                        reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                  fault,
`endif
    input  logic                        start,    // a line, whose first word may be asked for at once
    input  logic                        at_once,
    input  logic [LINE_BITS-1:0]        line,
    input  logic [ADDRESS_BITS-1:0]     base,
    input  logic [$clog2(WIDEST+1)-1:0] width,
    output logic                        ask,
    output logic [ADDRESS_BITS-1:0]     address,
    input  logic                        granted,
    input  logic [WORD_BITS-1:0]        memory_read_data,
    output logic                        found,
    output logic [WIDEST-1:0]           first,
    output logic [WIDEST-1:0]           last      // one past the end
);
  localparam int OFFSET_BITS = $clog2(WORD_BITS);
  localparam int BIT_BITS = ADDRESS_BITS + OFFSET_BITS + 1;
  // Words that two pointers can lie in; the last of them comes from the memory.
  localparam int FIELD_WORDS = (2 * WIDEST + WORD_BITS - 2) / WORD_BITS + 1;
  localparam int MOST = FIELD_WORDS < 2 ? 2 : FIELD_WORDS;
  localparam int LEFT_BITS = $clog2(MOST + 1);
  localparam int SHIFT_BITS = $clog2(MOST * WORD_BITS);

  logic [BIT_BITS-1:0]               first_bit, span;
  logic [OFFSET_BITS-1:0]            offset;
  logic [LEFT_BITS-1:0]              words, left, now_left;
  logic [ADDRESS_BITS-1:0]           next;
  logic [SHIFT_BITS-1:0]             shift;
  logic [$clog2(WIDEST+1)-1:0]       kept_width;
  logic                              fresh;
  logic [(MOST-1)*WORD_BITS-1:0]     saved;
  logic [MOST*WORD_BITS-1:0]         window, aligned;
  logic [WIDEST-1:0]                 mask, second;

  assign first_bit = BIT_BITS'(line) * BIT_BITS'(width);
  assign offset = OFFSET_BITS'(first_bit % BIT_BITS'(WORD_BITS));
  assign span = BIT_BITS'(offset) + (BIT_BITS'(width) << 1) - 1'b1;
  assign words = LEFT_BITS'(span / BIT_BITS'(WORD_BITS)) + 1'b1;

  assign now_left = start ? (at_once ? words : '0) : left;
  assign ask = now_left != '0;
  assign address = start ? base + ADDRESS_BITS'(first_bit / BIT_BITS'(WORD_BITS)) : next;

  assign window = {memory_read_data, saved};
  assign aligned = window >> shift;
  assign mask = ~({WIDEST{1'b1}} << kept_width);
  assign first = aligned[WIDEST-1:0] & mask;
  assign second = WIDEST'(aligned >> kept_width) & mask;
  assign last = `FAULT(4'd1, second + 1'b1, second);

  always_ff @(posedge clock) begin
    if (reset) begin
      left <= '0;
      found <= 1'b0;
    end else begin
      left <= start && !at_once ? words : now_left - LEFT_BITS'(granted);
      found <= granted && now_left == LEFT_BITS'(1);
    end
    next <= address + ADDRESS_BITS'(granted);
    if (start) kept_width <= width;
    if (start) shift <= SHIFT_BITS'((MOST - 32'(words)) * WORD_BITS) + SHIFT_BITS'(offset);
    fresh <= granted;
    if (fresh) saved <= window[MOST*WORD_BITS-1:WORD_BITS];
  end
endmodule
