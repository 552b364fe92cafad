`include "fault.svh"
// The input buffer of a router: flits in order, each {destinations, payload}. Copies of the flit at
// the head leave one by one (`sends`: destinations that leave in this cycle); it goes with the last.
module input_buffer #(
    parameter integer DEPTH = 2,
    parameter integer DESTINATIONS = 4,
    parameter integer PAYLOAD_BITS = 8
) (
    input  logic                                 clock,
    input  logic                                 reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                           fault,
`endif
    input  logic                                 push,  // only where there is room
    input  logic [DESTINATIONS+PAYLOAD_BITS-1:0] flit,
    output logic                                 full,
    output logic [DESTINATIONS-1:0]              waiting,  // of the head; 0 if there is none
    output logic [PAYLOAD_BITS-1:0]              payload,
    input  logic [DESTINATIONS-1:0]              sends,
    output logic                                 pop
);
  localparam integer COUNT_BITS = $clog2(DEPTH + 1);
  localparam integer PLACE_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1;
  logic [DESTINATIONS+PAYLOAD_BITS-1:0] flits[0:DEPTH-1];
  logic [PLACE_BITS-1:0] head, tail;
  logic [COUNT_BITS-1:0] count;
  logic [DESTINATIONS-1:0] sent, destinations;  // sent: of the head, in cycles before

  function automatic logic [PLACE_BITS-1:0] behind(input logic [PLACE_BITS-1:0] place);
    behind = place == PLACE_BITS'(DEPTH - 1) ? PLACE_BITS'(0) : place + PLACE_BITS'(1);
  endfunction

  assign {destinations, payload} = flits[head];
  assign waiting = count == 0 ? DESTINATIONS'(0) : destinations & ~sent;
  assign full = count == COUNT_BITS'(DEPTH);
  assign pop = count != 0 && `FAULT(4'd1, sends != 0, sends == waiting);

  always_ff @(posedge clock) begin
    if (push) flits[tail] <= flit;
    if (reset) begin
      head <= 0;
      tail <= 0;
      count <= 0;
      sent <= 0;
    end else begin
      if (push) tail <= behind(tail);
      if (pop) head <= behind(head);
      count <= count + COUNT_BITS'(push) - COUNT_BITS'(pop);
      sent <= pop ? DESTINATIONS'(0) : sent | sends;
    end
  end
endmodule
