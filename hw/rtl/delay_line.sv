// A word CYCLES cycles later; zeros after a reset.
module delay_line #(
    parameter integer CYCLES = 1,
    parameter integer WIDTH = 8
) (
    input  logic             clock,
    input  logic             reset,
    input  logic [WIDTH-1:0] word,
    output logic [WIDTH-1:0] delayed
);
  logic [CYCLES*WIDTH-1:0] line;
  assign delayed = line[(CYCLES-1)*WIDTH+:WIDTH];
  generate
    if (CYCLES == 1) begin : single
      always_ff @(posedge clock) line <= reset ? WIDTH'(0) : word;
    end else begin : longer
      always_ff @(posedge clock) begin
        if (reset) line <= 0;
        else line <= {line[(CYCLES-1)*WIDTH-1:0], word};
      end
    end
  endgenerate
endmodule
