`include "fault.svh"
// Grants one of INPUTS requests, the nearest behind the one granted last.
module round_robin #(
    parameter integer INPUTS = 5
) (
    input  logic              clock,
    input  logic              reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]        fault,
`endif
    input  logic [INPUTS-1:0] request,
    output logic [INPUTS-1:0] grant
);
  localparam integer PLACE_BITS = $clog2(INPUTS);
  logic [PLACE_BITS-1:0] first, next;
  integer turn, place;
  always_comb begin
    grant = 0;
    next = first;
    for (turn = 0; turn < INPUTS; turn = turn + 1) begin
      place = 32'(first) + turn >= INPUTS ? 32'(first) + turn - INPUTS : 32'(first) + turn;
      if (request[place] && grant == 0) begin
        grant[place] = 1;
        next = `FAULT(4'd2, 1'b1, 1'b0) ? first
             : place == INPUTS - 1 ? PLACE_BITS'(0) : PLACE_BITS'(place + 1);
      end
    end
  end
  always_ff @(posedge clock) first <= reset ? PLACE_BITS'(0) : next;
endmodule
