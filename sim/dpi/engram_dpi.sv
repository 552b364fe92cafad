// Engram's C interface for SystemVerilog test benches. What each function does, and when, is said in
// engram/dpi.h; link with libengram_dpi.
package engram_dpi;

  typedef enum int {
    ENGRAM_OK = 0,
    ENGRAM_MISUSE = 2,
    ENGRAM_BAD_INPUT = 3,
    ENGRAM_SIMULATION_ERROR = 4
  } engram_status_e;

  typedef bit [255:0] engram_word_t;

  import "DPI-C" function int engram_dpi_version();
  import "DPI-C" function string engram_version();

  import "DPI-C" function int engram_open(input string config_file, input string sets,
                                          output chandle chip);
  import "DPI-C" function void engram_close(input chandle chip);
  import "DPI-C" function string engram_message(input chandle chip);

  // What there is.
  import "DPI-C" function int engram_timesteps(input chandle chip, output int unsigned timesteps);
  import "DPI-C" function int engram_samples(input chandle chip, output int unsigned samples);
  import "DPI-C" function int engram_populations(input chandle chip,
                                                 output int unsigned populations);
  import "DPI-C" function int engram_population(input chandle chip, input int unsigned population,
                                                output string name, output int unsigned neurons,
                                                output int unsigned is_input,
                                                output int unsigned is_output);
  import "DPI-C" function int engram_find_population(input chandle chip, input string name,
                                                     output int unsigned population);
  import "DPI-C" function int engram_cores(input chandle chip, output int unsigned cores);
  import "DPI-C" function int engram_images(input chandle chip, input int unsigned core,
                                            output int unsigned images);
  import "DPI-C" function int engram_image(input chandle chip, input int unsigned core,
                                           input int unsigned image, output string projection,
                                           output int unsigned rows, output int unsigned regions);
  import "DPI-C" function int engram_region(input chandle chip, input int unsigned core,
                                            input int unsigned image, input int unsigned region,
                                            output string name, output longint unsigned words,
                                            output int unsigned word_bits);
  import "DPI-C" function int engram_word(input chandle chip, input int unsigned core,
                                          input int unsigned image, input int unsigned region,
                                          input longint unsigned address,
                                          output engram_word_t data);

  // A sample.
  import "DPI-C" function int engram_begin(input chandle chip);
  import "DPI-C" function int engram_begin_sample(input chandle chip, input int unsigned sample);
  import "DPI-C" function int engram_feed(input chandle chip, input int unsigned population,
                                          input int unsigned neuron, input int unsigned count);
  import "DPI-C" function int engram_step(input chandle chip);
  import "DPI-C" function int engram_timestep(input chandle chip, output int unsigned timestep);

  // What the last step did.
  import "DPI-C" function int engram_spikes(input chandle chip, output int unsigned spikes);
  import "DPI-C" function int engram_spike(input chandle chip, input int unsigned index,
                                           output int unsigned population,
                                           output int unsigned neuron,
                                           output int unsigned timestep,
                                           output int unsigned count);
  import "DPI-C" function int engram_record_reads(input chandle chip, input int wanted);
  import "DPI-C" function int engram_reads(input chandle chip, output longint unsigned reads);
  import "DPI-C" function int engram_read(input chandle chip, input longint unsigned index,
                                          output int unsigned core, output int unsigned image,
                                          output int unsigned row, output int unsigned region,
                                          output longint unsigned address,
                                          output engram_word_t data);
  import "DPI-C" function int engram_membrane(input chandle chip, input int unsigned population,
                                              input int unsigned neuron, output real membrane);

  // What the sample has done so far.
  import "DPI-C" function int engram_figure(input chandle chip, input string name,
                                            output real value);
  import "DPI-C" function int engram_lines(input chandle chip, output int unsigned lines);
  import "DPI-C" function int engram_line(input chandle chip, input int unsigned index,
                                          output string block, output string region,
                                          output string kind, output longint unsigned count,
                                          output real energy_pj);

endpackage
