/* A program in plain C11 that drives a chip through engram/dpi.h alone: bench CONFIG. Exit code 0
 * where all is as it should be. */
#include <engram/dpi.h>
#include <stdio.h>
#include <stdlib.h>

static engram_chip* chip = NULL;

static void require(int holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "bench: %s: %s\n", what, engram_message(chip));
  exit(1);
}

/* Every input neuron emits in every timestep; returns the spikes of all neurons. */
static uint64_t run(uint32_t timesteps, uint32_t input, uint32_t neurons) {
  uint64_t total = 0;
  require(engram_begin(chip) == ENGRAM_OK, "begin");
  for (uint32_t t = 0; t < timesteps; ++t) {
    for (uint32_t neuron = 0; neuron < neurons; ++neuron) {
      require(engram_feed(chip, input, neuron, 1) == ENGRAM_OK, "feed");
    }
    require(engram_step(chip) == ENGRAM_OK, "step");
    uint32_t spikes = 0;
    require(engram_spikes(chip, &spikes) == ENGRAM_OK, "spikes");
    for (uint32_t k = 0; k < spikes; ++k) {
      uint32_t count = 0;
      require(engram_spike(chip, k, NULL, NULL, NULL, &count) == ENGRAM_OK, "spike");
      total += count;
    }
  }
  return total;
}

int main(int argc, char** argv) {
  uint32_t timesteps = 0, input = 0, neurons = 0, is_input = 0;
  double spikes = 0, energy = 0;
  require(argc == 2, "usage: bench CONFIG");
  require(engram_dpi_version() == ENGRAM_DPI_VERSION, "the library is another version");
  require(engram_open(argv[1], "", &chip) == ENGRAM_OK, "open");
  require(engram_timesteps(chip, &timesteps) == ENGRAM_OK, "timesteps");
  require(engram_find_population(chip, "in", &input) == ENGRAM_OK, "find");
  require(engram_population(chip, input, NULL, &neurons, &is_input, NULL) == ENGRAM_OK, "look");
  require(is_input == 1, "'in' is an input");
  const uint64_t first = run(timesteps, input, neurons);
  require(engram_figure(chip, "spikes", &spikes) == ENGRAM_OK, "figure");
  require(first > 0 && (double)first == spikes, "spikes add up to the figure");
  require(run(timesteps, input, neurons) == first, "a second sample is the same");
  require(engram_figure(chip, "energy_pj", &energy) == ENGRAM_OK && energy > 0, "energy");
  require(engram_step(chip) == ENGRAM_MISUSE, "the sample is over");
  printf("%llu spikes, %.6g pJ\n", (unsigned long long)first, energy);
  engram_close(chip);
  return 0;
}
