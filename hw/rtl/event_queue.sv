`include "fault.svh"
// Events that wait to be sent, each in one flit or more, a flit a cycle. An event that is pushed is
// seen at the way out in the next cycle; room made in a cycle is seen in the next (`full`).
module event_queue #(
    parameter integer DEPTH = 4,
    parameter integer NEURON_BITS = 8,
    parameter integer FLIT_BITS = 4
) (
    input  logic                   clock,
    input  logic                   reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]             fault,
`endif
    input  logic                   push,  // only while not full
    input  logic [NEURON_BITS-1:0] push_neuron,
    input  logic [FLIT_BITS-1:0]   push_flits,  // at least 1
    output logic                   full,
    output logic                   flit_valid,
    output logic [NEURON_BITS-1:0] flit_neuron,
    input  logic                   flit_ready
);
  localparam integer COUNT_BITS = $clog2(DEPTH + 1);
  localparam integer PLACE_BITS = DEPTH > 1 ? $clog2(DEPTH) : 1;
  logic [NEURON_BITS+FLIT_BITS-1:0] events[0:DEPTH-1];
  logic [PLACE_BITS-1:0] head, tail;
  logic [COUNT_BITS-1:0] count;
  logic [FLIT_BITS-1:0] sent, flits;  // sent: of the event at the head
  logic leaves, pop;

  function automatic logic [PLACE_BITS-1:0] behind(input logic [PLACE_BITS-1:0] place);
    behind = place == PLACE_BITS'(DEPTH - 1) ? PLACE_BITS'(0) : place + PLACE_BITS'(1);
  endfunction

  assign full = count == COUNT_BITS'(DEPTH);
  assign flit_valid = count != 0;
  assign {flit_neuron, flits} = events[head];
  assign leaves = flit_valid && flit_ready;
  assign pop = leaves && sent + `FAULT(4'd8, FLIT_BITS'(0), FLIT_BITS'(1)) == flits;

  always_ff @(posedge clock) begin
    if (reset) begin
      head <= 0;
      tail <= 0;
      count <= 0;
      sent <= 0;
    end else begin
      if (push) begin
        events[tail] <= {push_neuron, push_flits};
        tail <= behind(tail);
      end
      if (pop) head <= behind(head);
      if (leaves) sent <= pop ? FLIT_BITS'(0) : sent + FLIT_BITS'(1);
      count <= count + COUNT_BITS'(push) - COUNT_BITS'(pop);
    end
  end
endmodule
