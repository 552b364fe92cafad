/* Opens a run config and prints the energy of its first sample. */
#include <engram/dpi.h>
#include <stdio.h>

int main(int argc, char** argv) {
  engram_chip* chip = NULL;
  uint32_t timesteps = 0;
  double energy = 0;
  int status = engram_open(argc > 1 ? argv[1] : "run.json", argc > 2 ? argv[2] : "", &chip);
  if (status == ENGRAM_OK) status = engram_begin_sample(chip, 0);
  if (status == ENGRAM_OK) status = engram_timesteps(chip, &timesteps);
  for (uint32_t t = 0; status == ENGRAM_OK && t < timesteps; ++t) status = engram_step(chip);
  if (status == ENGRAM_OK) status = engram_figure(chip, "energy_pj", &energy);
  if (status == ENGRAM_OK) {
    printf("%.10g\n", energy);
  } else {
    fprintf(stderr, "%s\n", engram_message(chip));
  }
  engram_close(chip);
  return status;
}
