#pragma once

#include "sim/sweep/sqlite.hpp"
#include "sim/sweep/sweep_store.hpp"

/// The tables of a sweep's database that say what each row of the energy table came to in a point.
/// A row's name stands once, in table_rows.
namespace engram::sim {

void create_row_tables(Database& database);
/// Those of one point; within the transaction that puts the point.
void put_row_energies(Database& database, const SweepRow& row);
/// Fills in `energies` of all points that the database has, in the order of the rows' names.
void read_row_energies(Database& database, std::vector<SweepRow>& rows);

}  // namespace engram::sim
