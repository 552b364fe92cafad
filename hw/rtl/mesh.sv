`include "fault.svh"
// WIDTH x HEIGHT routers, numbered row by row from the north-west corner, an endpoint each. Twin of
// RouterNetwork on a Mesh (hw/noc).
module mesh #(
    parameter integer WIDTH = 2,
    parameter integer HEIGHT = 2,
    parameter integer BUFFER_FLITS = 2,
    parameter integer PAYLOAD_BITS = 8,
    parameter integer ROUTERS = WIDTH * HEIGHT,
    parameter integer FLIT_BITS = ROUTERS + PAYLOAD_BITS
) (
    input  logic                         clock,
    input  logic                         reset,
`ifdef ENGRAM_FAULTS
    input  logic [3:0]                   fault,
`endif
    // Endpoints, as the router's local port.
    input  logic [ROUTERS-1:0]           inject_valid,
    input  logic [ROUTERS*FLIT_BITS-1:0] inject_flit,
    output logic [ROUTERS-1:0]           inject_ready,
    output logic [ROUTERS-1:0]           deliver_valid,
    output logic [ROUTERS*FLIT_BITS-1:0] deliver_flit,
    input  logic [ROUTERS-1:0]           deliver_ready,
    // Routers' outputs that send, that can, and inputs' wants, router by router.
    output logic [ROUTERS*5-1:0]         sends,
    output logic [ROUTERS*5-1:0]         able,
    output logic [ROUTERS*25-1:0]        wants
);
  logic [ROUTERS*5*FLIT_BITS-1:0] flits;  // out of the routers
  logic [ROUTERS*4-1:0] frees;            // places of their buffers
  logic unused;
  assign unused = &{1'b0, flits};  // at a border nobody takes them
  genvar at;
  generate
    for (at = 0; at < ROUTERS; at = at + 1) begin : routers
      localparam integer X = at % WIDTH;
      localparam integer Y = at / WIDTH;
      // The neighbours; at a border the router itself, whose ports there are cut off.
      localparam integer NORTH = Y > 0 ? at - WIDTH : at;
      localparam integer WEST = X > 0 ? at - 1 : at;
      localparam integer EAST = X < WIDTH - 1 ? at + 1 : at;
      localparam integer SOUTH = Y < HEIGHT - 1 ? at + WIDTH : at;
      // What a neighbour sends this way leaves by its opposite port.
      router #(
          .WIDTH(WIDTH), .HEIGHT(HEIGHT), .X(X), .Y(Y), .BUFFER_FLITS(BUFFER_FLITS),
          .PAYLOAD_BITS(PAYLOAD_BITS)
      ) node (
`ifdef ENGRAM_FAULTS
          .fault(fault),
`endif
          .clock(clock), .reset(reset),
          .in_valid({inject_valid[at], SOUTH != at && sends[SOUTH*5], EAST != at && sends[EAST*5+1],
                     WEST != at && sends[WEST*5+2], NORTH != at && sends[NORTH*5+3]}),
          .in_flit({inject_flit[at*FLIT_BITS+:FLIT_BITS], flits[(SOUTH*5)*FLIT_BITS+:FLIT_BITS],
                    flits[(EAST*5+1)*FLIT_BITS+:FLIT_BITS], flits[(WEST*5+2)*FLIT_BITS+:FLIT_BITS],
                    flits[(NORTH*5+3)*FLIT_BITS+:FLIT_BITS]}),
          .in_credit(frees[at*4+:4]),
          .local_ready(inject_ready[at]),
          .out_valid(sends[at*5+:5]),
          .out_flit(flits[at*5*FLIT_BITS+:5*FLIT_BITS]),
          .out_credit({SOUTH != at && frees[SOUTH*4], EAST != at && frees[EAST*4+1],
                       WEST != at && frees[WEST*4+2], NORTH != at && frees[NORTH*4+3]}),
          .out_ready(deliver_ready[at]),
          .wants(wants[at*25+:25]),
          .able(able[at*5+:5])
      );
      assign deliver_valid[at] = sends[at*5+4];
      assign deliver_flit[at*FLIT_BITS+:FLIT_BITS] = flits[(at*5+4)*FLIT_BITS+:FLIT_BITS];
    end
  endgenerate
endmodule
