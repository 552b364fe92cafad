// A bench of a synapse-memory controller, in plain Verilog, that knows nothing of Engram but what
// `engram export` wrote: it offers the rows of an image at their cycles and compares each word
// read (cycle, address, data) and each delivery (cycle, target, code).
//
// Defines: IMAGE, path and stem of the image's files, a string; PARAMETERS, STEM.vh, a string;
// INDEX_CONTROLLER or nothing (crossbar). BREAK: a word of memory to be inverted, so that it fails.
module controller_bench;
  `include `PARAMETERS

  localparam LINES = ROWS > TARGETS ? ROWS : TARGETS;
  localparam LINE_BITS = LINES > 2 ? $clog2(LINES) : 1;
  localparam ADDRESS_BITS = $clog2(WORDS) + 1;

  reg                     clock = 0, reset = 1;
  reg  [WORD_BITS-1:0]    memory [0:WORDS-1];
  reg  [WORD_BITS-1:0]    memory_read_data;
  reg                     event_valid = 0;
  reg  [LINE_BITS-1:0]    event_line = 0;
  wire                    event_ready, memory_read, memory_write, delivery_valid, busy;
  wire [ADDRESS_BITS-1:0] memory_address;
  wire [WORD_BITS-1:0]    memory_write_data;
  wire [LINE_BITS-1:0]    delivery_end;
  wire [WEIGHT_BITS-1:0]  delivery_code;

`ifdef INDEX_CONTROLLER
  index_controller #(
      .POINTER_BITS(POINTER_BITS), .TARGET_BITS(TARGET_BITS), .LIST_WORDS(LIST_WORDS),
`else
  crossbar_controller #(
`endif
      .WORD_BITS(WORD_BITS), .WEIGHT_BITS(WEIGHT_BITS), .ROWS(ROWS), .TARGETS(TARGETS),
      .ALIGNED(ALIGNED), .ADDRESS_BITS(ADDRESS_BITS), .LINE_BITS(LINE_BITS)
  ) controller (
      .clock(clock), .reset(reset),
      .event_valid(event_valid), .event_ready(event_ready), .event_operation(2'd0),
      .event_line(event_line),
      .memory_read(memory_read), .memory_write(memory_write), .memory_address(memory_address),
      .memory_write_data(memory_write_data), .memory_read_data(memory_read_data),
      .delivery_valid(delivery_valid), .delivery_ready(1'b1), .delivery_end(delivery_end),
      .delivery_code(delivery_code), .gradient(12'sd0), .busy(busy));

  always #5 clock = !clock;

  // What comes next in each file; `left` is 0 behind the last line.
  integer events, transactions, deliveries, taken;
  reg     event_left = 1, transaction_left = 1, delivery_left = 1;
  integer event_number, event_cycle, event_row, event_finished, event_timestep;
  integer word_event, word_cycle, word_address;
  reg [WORD_BITS-1:0]   word_data;
  reg [8*32-1:0]        word_kind;
  integer delivery_event, delivery_cycle, delivery_target, delivery_level;
  reg [WEIGHT_BITS-1:0] delivery_weight;
  integer events_seen = 0, words_seen = 0, deliveries_seen = 0;
  integer cycle;
  reg [8*256-1:0] header;

  task next_event;
    begin
      taken = $fscanf(events, "%d,%d,%d,%d,%d\n", event_number, event_cycle, event_row,
                      event_finished, event_timestep);
      event_left = taken == 5;
    end
  endtask
  task next_transaction;
    begin
      taken = $fscanf(transactions, "%d,%d,%d,%h,%s\n", word_event, word_cycle, word_address,
                      word_data, word_kind);
      transaction_left = taken == 5;
    end
  endtask
  task next_delivery;
    begin
      taken = $fscanf(deliveries, "%d,%d,%d,%h,%d\n", delivery_event, delivery_cycle,
                      delivery_target, delivery_weight, delivery_level);
      delivery_left = taken == 5;
    end
  endtask

  task fail(input [8*32-1:0] what);
    begin
      $display("FAIL in cycle %0d: %0s", cycle, what);
      $display("  controller  read %b address %0d, delivery %b of %0d code %h", memory_read,
               memory_address, delivery_valid, delivery_end, delivery_code);
      $display("  expected    word %b: cycle %0d address %0d data %h", transaction_left, word_cycle,
               word_address, word_data);
      $display("  expected    delivery %b: cycle %0d target %0d code %h", delivery_left,
               delivery_cycle, delivery_target, delivery_weight);
      $finish;
    end
  endtask

  task check_word;
    if (memory_write) fail("a word was written");
    else if (!memory_read) begin
      if (transaction_left && word_cycle <= cycle) fail("a word was not read");
    end else begin
      if (!transaction_left || word_cycle != cycle || word_address != memory_address)
        fail("a word was read");
      if (memory[memory_address] !== word_data) fail("a word has other content");
      words_seen = words_seen + 1;
      next_transaction;
    end
  endtask

  task check_delivery;
    if (!delivery_valid) begin
      if (delivery_left && delivery_cycle <= cycle) fail("nothing was delivered");
    end else begin
      if (!delivery_left || delivery_cycle != cycle || delivery_target != delivery_end ||
          delivery_weight !== delivery_code)
        fail("a weight was delivered");
      deliveries_seen = deliveries_seen + 1;
      next_delivery;
    end
  endtask

  task check_event;
    if (event_valid) begin
      if (!event_ready) fail("an event was not accepted");
      events_seen = events_seen + 1;
      next_event;
    end
  endtask

  initial begin
    $readmemh({`IMAGE, ".hex"}, memory);
`ifdef BREAK
    memory[`BREAK] = ~memory[`BREAK];
`endif
    events = $fopen({`IMAGE, "_events.csv"}, "r");
    transactions = $fopen({`IMAGE, "_transactions.csv"}, "r");
    deliveries = $fopen({`IMAGE, "_deliveries.csv"}, "r");
    if (events == 0 || transactions == 0 || deliveries == 0) begin
      $display("FAIL: no files at %0s", `IMAGE);
      $finish;
    end
    taken = $fgets(header, events);
    taken = $fgets(header, transactions);
    taken = $fgets(header, deliveries);
    next_event;
    next_transaction;
    next_delivery;
    cycle = event_cycle - 4;
    repeat (3) @(negedge clock);
    reset = 0;
  end

  // Inputs change at falling edges; the outputs of a cycle are looked at just before it ends.
  always @(negedge clock)
    if (!reset) begin
      cycle = cycle + 1;
      // Between two levels of the chip nothing happens.
      if (!busy && event_left && event_cycle > cycle + 2) cycle = event_cycle - 2;
      event_valid = event_left && event_cycle == cycle;
      event_line = event_row[LINE_BITS-1:0];
      #4;
      check_event;
      check_word;
      check_delivery;
      if (!busy && !event_left && !transaction_left && !delivery_left) begin
        $display("PASS: %0d events, %0d words, %0d deliveries", events_seen, words_seen,
                 deliveries_seen);
        $finish;
      end
      if (!busy && !event_left && !event_valid && (transaction_left || delivery_left))
        fail("the controller ended too early");
    end

  always @(posedge clock) if (memory_read) memory_read_data <= memory[memory_address];
endmodule
