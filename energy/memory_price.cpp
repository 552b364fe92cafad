#include "energy/memory_price.hpp"

#include "energy/memory_technology.hpp"

namespace engram::energy {

std::uint64_t bank_words(const MemoryShape& shape) {
  return shape.words / shape.banks + (shape.words % shape.banks != 0);
}

std::string described(const MemoryShape& shape) {
  return "a memory of " + std::to_string(shape.words) + " words of " +
         std::to_string(shape.word_bits) + " bits in " + std::to_string(shape.banks) +
         (shape.banks == 1 ? " bank" : " banks");
}

void add_derivation(Provenance& provenance, const std::string& sentence) {
  if (!provenance.derivation.empty()) provenance.derivation += "; ";
  provenance.derivation += sentence;
}

MemoryPrice price_registers(const Table& table, const MemoryShape& shape) {
  const LogicRow read = find_logic(table, "register_read", "", shape.word_bits);
  const LogicRow write = find_logic(table, "register_write", "", shape.word_bits);
  const double words = static_cast<double>(shape.words);
  MemoryPrice price;
  price.read = read.energy;
  price.write = write.energy;
  price.leakage_nw = words * write.leakage_nw;
  price.area_um2 = words * write.area_um2;
  price.composition =
      std::to_string(shape.words) + " x " + std::to_string(shape.word_bits) + " flip-flops";
  price.provenance = write.provenance;
  price.read_provenance = read.provenance;
  return price;
}

MemoryPrice price_memory(const Table& table, const MemoryShape& shape) {
  if (shape.words == 0 || shape.word_bits == 0 || shape.banks == 0 || shape.ports == 0) {
    throw std::invalid_argument("cannot price " + described(shape) + " with " +
                                std::to_string(shape.ports) +
                                " port(s): a memory has at least one "
                                "word, bit, bank and port");
  }
  if (shape.registers) return price_registers(table, shape);
  if (const auto* grid = std::get_if<SramGrid>(&table.sram)) return price_grid(table, *grid, shape);
  return price_macros(table, std::get<std::vector<SramMacro>>(table.sram), shape);
}

}  // namespace engram::energy
