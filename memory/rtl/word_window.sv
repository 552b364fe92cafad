`include "fault.svh"
// The last two words read of one region, in ascending order; word 0 is the lower one. A word that is
// granted in a cycle (`fill`) is there from the next on: first from the memory, then from a register.
// At the end of a cycle `drop` words are forgotten, or all (`clear`), before the new one comes.
module word_window #(
    parameter int WORD_BITS = 16
) (
    input  logic                   clock,
    input  logic                   reset,
    input  logic                   clear,
    input  logic [1:0]             drop,   // at most `held`
    input  logic                   fill,   // only while that leaves room
    input  logic [WORD_BITS-1:0]   memory_read_data,
    output logic [2*WORD_BITS-1:0] words,
    output logic [1:0]             held
);
  logic [2*WORD_BITS-1:0] kept;
  logic                   fresh;  // the upper word held is on memory_read_data

  logic [WORD_BITS-1:0] low, high;

  assign low = fresh && held == 2'd1 ? memory_read_data : kept[WORD_BITS-1:0];
  assign high = fresh && held == 2'd2 ? memory_read_data : kept[2*WORD_BITS-1:WORD_BITS];
  assign words = {high, low};

  always_ff @(posedge clock) begin
    kept <= {high, drop == 2'd0 ? low : high};
    fresh <= fill && !reset;
    if (reset) held <= 2'd0;
    else held <= (clear ? 2'd0 : held - drop) + {1'b0, fill};
  end
endmodule
