`include "fault.svh"
// The one lane: a delivery from `take` until its addition begins, and behind it, for updates, the
// way back of words. When the weight steps, it is put into its word; a word whose last weight has
// stepped joins a queue that has the memory before any read. A weight lies in one word or, from
// `offset` on, in two.
module update_lane #(
    parameter int WORD_BITS     = 16,
    parameter int WEIGHT_BITS   = 4,
    parameter int ADDRESS_BITS  = 8,
    parameter int LINE_BITS     = 5,
    parameter int GRADIENT_BITS = 12,
    parameter int RATE_SHIFT    = 3
) (
    input  logic                            clock,
    input  logic                            reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                      fault,
`endif
    // A delivery, while `free`.
    output logic                            free,
    input  logic                            take,
    input  logic                            take_update,   // its weight will step
    input  logic [LINE_BITS-1:0]            take_end,
    input  logic [ADDRESS_BITS-1:0]         take_address,  // of the first word of the weight
    input  logic [2*WORD_BITS-1:0]          take_words,    // that word and the next, as read
    input  logic [$clog2(WORD_BITS)-1:0]    take_offset,
    input  logic                            take_final,    // no later weight of the event in its last word
    output logic                            delivery_valid,
    input  logic                            delivery_ready,
    output logic [LINE_BITS-1:0]            delivery_end,
    output logic [WEIGHT_BITS-1:0]          delivery_code,
    input  logic signed [GRADIENT_BITS-1:0] gradient,
    // Words on their way back.
    output logic                            write,
    output logic [ADDRESS_BITS-1:0]         write_address,
    output logic [WORD_BITS-1:0]            write_data,
    input  logic [ADDRESS_BITS-1:0]         read_address,
    output logic                            read_blocked,  // that word has still to be written
    output logic                            empty
);
  localparam int OFFSET_BITS = $clog2(WORD_BITS);

  // The lane.
  logic                    valid, update, final_word;
  logic [LINE_BITS-1:0]    line_end;
  logic [ADDRESS_BITS-1:0] address, next_address;
  logic [2*WORD_BITS-1:0]  words;
  logic [OFFSET_BITS-1:0]  offset;
  // The word that a later weight of the event shares.
  logic                    shared;
  logic [ADDRESS_BITS-1:0] shared_address;
  logic [WORD_BITS-1:0]    shared_data;
  // Words that go back, the first first.
  logic [1:0]              queued;
  logic [ADDRESS_BITS-1:0] address_0, address_1, address_2;
  logic [WORD_BITS-1:0]    data_0, data_1, data_2;

  logic                    stepping, straddles, both, one;
  logic [WORD_BITS-1:0]    low, new_low, new_high, upper_data;
  logic [2*WORD_BITS-1:0]  mask, merged;
  logic [WEIGHT_BITS-1:0]  stepped;
  logic [1:0]              left;  // in the queue after this cycle's write

  assign delivery_valid = valid;
  assign delivery_end = line_end;
  assign free = !valid || `FAULT(4'd14, 1'b1, delivery_ready);
  assign delivery_code = WEIGHT_BITS'({words[2*WORD_BITS-1:WORD_BITS], low} >> offset);

  weight_step #(
      .WEIGHT_BITS(WEIGHT_BITS),
      .GRADIENT_BITS(GRADIENT_BITS),
      .RATE_SHIFT(RATE_SHIFT)
  ) weight_step (
`ifdef ENGRAM_FAULTS
      .fault(fault),
`endif
      .code(delivery_code),
      .gradient(gradient),
      .stepped(stepped)
  );

  assign low = shared ? shared_data : words[WORD_BITS-1:0];
  assign mask = {{(2 * WORD_BITS - WEIGHT_BITS) {1'b0}}, {WEIGHT_BITS{1'b1}}} << offset;
  assign merged = ({words[2*WORD_BITS-1:WORD_BITS], low} & ~mask) |
                  ({{(2 * WORD_BITS - WEIGHT_BITS) {1'b0}}, stepped} << offset);
  assign new_low = merged[WORD_BITS-1:0];
  assign new_high = merged[2*WORD_BITS-1:WORD_BITS];

  assign stepping = valid && update && delivery_ready;
  assign straddles = 32'(offset) + WEIGHT_BITS > WORD_BITS;
  assign next_address = address + 1'b1;
  assign both = stepping && straddles && final_word;
  assign one = stepping && (straddles ^ final_word);
  assign upper_data = straddles ? new_high : new_low;

  assign write = queued != 2'd0;
  assign write_address = address_0;
  assign write_data = data_0;
  assign left = queued - {1'b0, write};
  assign read_blocked = (queued > 2'd0 && read_address == address_0) ||
                        (queued > 2'd1 && read_address == address_1) ||
                        (queued > 2'd2 && read_address == address_2) ||
                        (shared && read_address == shared_address) ||
                        (valid && update && read_address == address) ||
                        (valid && update && straddles && read_address == next_address);
  assign empty = !valid && queued == 2'd0 && !shared;

  always_ff @(posedge clock) begin
    if (take) begin
      line_end <= take_end;
      update <= take_update;
      address <= take_address;
      words <= take_words;
      offset <= take_offset;
      final_word <= take_final;
    end
    valid <= !reset && (take || !free);
  end

  always_ff @(posedge clock) begin
    if (reset) shared <= 1'b0;
    else if (stepping) shared <= !final_word;
    if (stepping) begin
      shared_address <= straddles ? next_address : address;
      shared_data <= upper_data;
    end
  end

  // A lower word of a weight in two is always final: the next weight begins above it.
  always_ff @(posedge clock) begin
    if (reset) queued <= 2'd0;
    else queued <= left + {both, one};
    {address_0, data_0} <= left > 2'd0 ? {address_1, data_1} : {address, new_low};
    if (left == 2'd0) begin
      {address_1, data_1} <= {next_address, new_high};
    end else if (left == 2'd1) begin
      {address_1, data_1} <= {address, new_low};
      {address_2, data_2} <= {next_address, new_high};
    end else begin
      {address_1, data_1} <= {address_2, data_2};
      {address_2, data_2} <= {address, new_low};
    end
  end
endmodule
