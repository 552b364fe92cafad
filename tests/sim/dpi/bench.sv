// Drives a chip through engram_dpi alone, as the predictor of a test bench would be: feeds events,
// follows every word that the synapse memories are read at, and checks spikes and energy.
//   +config=FILE
module bench;
  import engram_dpi::*;

  chandle chip;

  task automatic require(input bit holds, input string what);
    if (!holds) begin
      $display("bench: %s: %s", what, engram_message(chip));
      $fatal(1);
    end
  endtask

  task automatic succeed(input int status, input string what);
    require(status == int'(ENGRAM_OK), what);
  endtask

  // A memory of the bench's own, loaded through the interface, as an RTL memory would be.
  engram_word_t memory[longint unsigned];

  task automatic load(input int unsigned core, input int unsigned image, input int unsigned region,
                      output longint unsigned words);
    string name;
    int unsigned word_bits;
    engram_word_t data;
    succeed(engram_region(chip, core, image, region, name, words, word_bits), "region");
    require(name == "pointers" && word_bits == 48, "the region is what the config says");
    for (longint unsigned address = 0; address < words; address++) begin
      succeed(engram_word(chip, core, image, region, address, data), "word");
      memory[address] = data;
    end
  endtask

  // Every read of the last step from the loaded region gives what was loaded.
  task automatic check_reads(input int unsigned rows, inout longint unsigned seen);
    longint unsigned reads, address;
    int unsigned core, image, row, region;
    engram_word_t data;
    succeed(engram_reads(chip, reads), "reads");
    for (longint unsigned k = 0; k < reads; k++) begin
      succeed(engram_read(chip, k, core, image, row, region, address, data), "read");
      if (core == 0 && image == 0 && region == 0) begin
        require(row < rows, "a row that is not there");
        require(memory.exists(address) != 0 && memory[address] == data, "a word that was not loaded");
        seen++;
      end
    end
  endtask

  task automatic run();
    string config_file, name;
    int unsigned timesteps, in, neurons, is_input, is_output, spikes, count;
    int unsigned population, neuron, timestep, total, rows, regions;
    longint unsigned words, seen;
    real energy, figure, membrane;
    total = 0;
    seen = 0;
    require($value$plusargs("config=%s", config_file) != 0, "no +config=");
    succeed(engram_open(config_file, "", chip), "open");
    succeed(engram_timesteps(chip, timesteps), "timesteps");
    succeed(engram_find_population(chip, "in", in), "find");
    succeed(engram_population(chip, in, name, neurons, is_input, is_output), "population");
    require(name == "in" && is_input == 1 && is_output == 0, "'in' is an input");
    succeed(engram_image(chip, 0, 0, name, rows, regions), "image");
    require(name == "a" && rows == neurons && regions == 2, "the first image");
    load(0, 0, 0, words);
    succeed(engram_record_reads(chip, 1), "record");
    for (int unsigned t = 0; t < timesteps; t++) begin
      for (int unsigned n = 0; n < neurons; n++) succeed(engram_feed(chip, in, n, 1), "feed");
      succeed(engram_step(chip), "step");
      check_reads(rows, seen);
      succeed(engram_spikes(chip, spikes), "spikes");
      for (int unsigned k = 0; k < spikes; k++) begin
        succeed(engram_spike(chip, k, population, neuron, timestep, count), "spike");
        require(timestep == t && neuron < 8, "a spike of another timestep or neuron");
        total += count;
      end
    end
    succeed(engram_find_population(chip, "out", population), "find");
    succeed(engram_membrane(chip, population, 0, membrane), "membrane");
    require(membrane > -100.0 && membrane < 100.0, "a membrane near its threshold");
    succeed(engram_figure(chip, "spikes", figure), "figure");
    require(total > 0 && real'(total) == figure, "spikes add up to the figure");
    require(words > 0 && seen > 0, "the memory was read");
    succeed(engram_figure(chip, "energy_pj", energy), "energy");
    require(energy > 0.0, "energy");
    require(engram_step(chip) == int'(ENGRAM_MISUSE), "the sample is over");
    require(engram_message(chip) != "", "it says so");
    engram_close(chip);
    // As bench.c prints it.
    $display("%0d spikes, %.6g pJ", total, energy);
    $display("%0d words of %0d", seen, words);
  endtask

  initial begin
    run();
    $finish;
  end
endmodule
