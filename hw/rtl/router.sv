`include "fault.svh"
// A router of a mesh: input buffers, credits, round robin, routes along x first, then along y. Cycle
// by cycle the twin of one router of RouterNetwork on a Mesh (hw/noc).
//
// Ports 0 north, 1 west, 2 east, 3 south, 4 local: the order of service of the inputs. A flit is
// {destinations, payload}, a destination a bit a router of the mesh, so a flit with several is
// copied where their routes part. An output sends one flit a cycle, into a place of the buffer
// behind the link that its credits say is free; `in_credit` gives a place back, seen a cycle later.
// The local input is a handshake: room that is made in this cycle counts.
module router #(
    parameter integer WIDTH = 2,  // of the mesh
    parameter integer HEIGHT = 2,
    parameter integer X = 0,
    parameter integer Y = 0,
    parameter integer BUFFER_FLITS = 2,
    parameter integer PAYLOAD_BITS = 8,
    parameter integer FLIT_BITS = WIDTH * HEIGHT + PAYLOAD_BITS
) (
    input  logic                   clock,
    input  logic                   reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]             fault,
`endif
    input  logic [4:0]             in_valid,
    input  logic [5*FLIT_BITS-1:0] in_flit,
    output logic [3:0]             in_credit,  // a place of the buffer becomes free
    output logic                   local_ready,
    output logic [4:0]             out_valid,
    output logic [5*FLIT_BITS-1:0] out_flit,
    input  logic [3:0]             out_credit,
    input  logic                   out_ready,  // the endpoint takes flits
    // For whoever counts waits: input i wants output o in bit 5 i + o; outputs that can send.
    output logic [24:0]            wants,
    output logic [4:0]             able
);
  localparam integer ROUTERS = WIDTH * HEIGHT;
  localparam integer CREDIT_BITS = $clog2(BUFFER_FLITS + 1);

  // Destinations whose route leaves by an output: a constant, which no simulation runs.
  // verilator coverage_off
  function automatic logic [ROUTERS-1:0] routed(input integer side);
    integer to, x, y, leaves;
    for (to = 0; to < ROUTERS; to = to + 1) begin
      x = to % WIDTH;
      y = to / WIDTH;
      leaves = x < X ? 1 : x > X ? 2 : y < Y ? 0 : y > Y ? 3 : 4;
      routed[to] = leaves == side;
    end
  endfunction
  // verilator coverage_on
  localparam logic [5*ROUTERS-1:0] ROUTES = {routed(4), routed(3), routed(2), routed(1), routed(0)};

  logic [5*ROUTERS-1:0] waiting, sends;
  logic [5*PAYLOAD_BITS-1:0] payload;
  logic [4:0] full, pop;
  logic [24:0] grants;  // output by output
  genvar in, out;
  generate
    for (in = 0; in < 5; in = in + 1) begin : inputs
      input_buffer #(
          .DEPTH(BUFFER_FLITS), .DESTINATIONS(ROUTERS), .PAYLOAD_BITS(PAYLOAD_BITS)
      ) buffer (
`ifdef ENGRAM_FAULTS
          .fault(fault),
`endif
          .clock(clock), .reset(reset),
          .push(in_valid[in] && (in != 4 || local_ready)), .flit(in_flit[in*FLIT_BITS+:FLIT_BITS]),
          .full(full[in]), .waiting(waiting[in*ROUTERS+:ROUTERS]),
          .payload(payload[in*PAYLOAD_BITS+:PAYLOAD_BITS]), .sends(sends[in*ROUTERS+:ROUTERS]),
          .pop(pop[in])
      );
      for (out = 0; out < 5; out = out + 1) begin : ways
        assign wants[in*5+out] = |(waiting[in*ROUTERS+:ROUTERS] & ROUTES[out*ROUTERS+:ROUTERS]);
      end
      assign sends[in*ROUTERS+:ROUTERS] = waiting[in*ROUTERS+:ROUTERS] &
          (({ROUTERS{grants[in]}} & ROUTES[0+:ROUTERS]) |
           ({ROUTERS{grants[5+in]}} & ROUTES[ROUTERS+:ROUTERS]) |
           ({ROUTERS{grants[10+in]}} & ROUTES[2*ROUTERS+:ROUTERS]) |
           ({ROUTERS{grants[15+in]}} & ROUTES[3*ROUTERS+:ROUTERS]) |
           ({ROUTERS{grants[20+in]}} & ROUTES[4*ROUTERS+:ROUTERS]));
    end
    for (out = 0; out < 5; out = out + 1) begin : outputs
      logic [4:0] request;
      assign request = {wants[20+out], wants[15+out], wants[10+out], wants[5+out], wants[out]} &
                       {5{able[out]}};
      round_robin #(
          .INPUTS(5)
      ) arbiter (
`ifdef ENGRAM_FAULTS
          .fault(fault),
`endif
          .clock(clock), .reset(reset), .request(request), .grant(grants[out*5+:5])
      );
      assign out_valid[out] = request != 0;
      if (out < 4) begin : link
        logic [CREDIT_BITS-1:0] credits;
        logic back;
        assign back = `FAULT(4'd6, out_credit[out] && !out_valid[out], out_credit[out]);
        assign able[out] = credits != 0;
        always_ff @(posedge clock) begin
          if (reset) credits <= CREDIT_BITS'(BUFFER_FLITS) - `FAULT(4'd3, CREDIT_BITS'(1), CREDIT_BITS'(0));
          else credits <= credits + CREDIT_BITS'(back) - CREDIT_BITS'(out_valid[out]);
        end
      end else begin : endpoint
        assign able[out] = `FAULT(4'd4, 1'b1, out_ready);
      end
      logic [FLIT_BITS-1:0] chosen;
      integer from;
      always_comb begin
        chosen = 0;
        for (from = 0; from < 5; from = from + 1) begin
          if (grants[out*5+from]) begin
            chosen = {waiting[from*ROUTERS+:ROUTERS] &
                          `FAULT(4'd7, ~ROUTERS'(0), ROUTES[out*ROUTERS+:ROUTERS]),
                      payload[from*PAYLOAD_BITS+:PAYLOAD_BITS]};
          end
        end
      end
      assign out_flit[out*FLIT_BITS+:FLIT_BITS] = chosen;
    end
  endgenerate
  assign in_credit = pop[3:0];
  assign local_ready = !full[4] || `FAULT(4'd5, 1'b0, pop[4]);
  logic unused;
  assign unused = &{1'b0, full[3:0]};  // the neighbours count
endmodule
