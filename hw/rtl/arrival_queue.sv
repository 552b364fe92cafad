// Words that a memory has answered and nobody has taken yet, oldest first. The word that arrives is
// seen in the same cycle if none waits before it. Whoever asks keeps count that it never overflows.
module arrival_queue #(
    parameter integer DEPTH = 4,
    parameter integer WIDTH = 8
) (
    input  logic             clock,
    input  logic             reset,
    input  logic             arrives,
    input  logic [WIDTH-1:0] word,
    output logic             head_valid,
    output logic [WIDTH-1:0] head,
    input  logic             take  // only while head_valid
);
  localparam integer COUNT_BITS = $clog2(DEPTH + 1);
  localparam integer PLACE_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1;
  logic [WIDTH-1:0] words[0:DEPTH-1];
  logic [PLACE_BITS-1:0] first, free;
  logic [COUNT_BITS-1:0] count;

  function automatic logic [PLACE_BITS-1:0] behind(input logic [PLACE_BITS-1:0] place);
    behind = place == PLACE_BITS'(DEPTH - 1) ? PLACE_BITS'(0) : place + PLACE_BITS'(1);
  endfunction

  assign head_valid = count != 0 || arrives;
  assign head = count != 0 ? words[first] : word;

  always_ff @(posedge clock) begin
    if (reset) begin
      first <= 0;
      free <= 0;
      count <= 0;
    end else begin
      if (arrives) begin
        words[free] <= word;
        free <= behind(free);
      end
      if (take) first <= behind(first);
      count <= count + COUNT_BITS'(arrives) - COUNT_BITS'(take);
    end
  end
endmodule
