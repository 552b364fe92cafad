// The data as the program wrote them (sim/report/README.md), made easy to walk.

/** A table's columns by name: lists of numbers or texts; `length` is its number of rows. */
function columnsOf(packed) {
  if (!packed) return null;
  const columns = { length: packed.rows };
  for (const [name, column] of Object.entries(packed)) {
    if (name === "rows") continue;
    columns[name] = Array.isArray(column) ? column.map((value) => value ?? NaN)
      : column.codes.map((at) => column.texts[at]);
  }
  return columns;
}

/** Sums of `value(row)` by `key(row)`, as a Map in order of appearance. */
function sumBy(rows, key, value) {
  const sums = new Map();
  for (let row = 0; row < rows; ++row) {
    const name = key(row);
    sums.set(name, (sums.get(name) ?? 0) + value(row));
  }
  return sums;
}
const falling = (sums) => [...sums].sort((a, b) => b[1] - a[1]);
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Numbers out of base64 and LEB128 (sim/report/packed_spikes.hpp). */
function unpackedNumbers(text, length) {
  const bytes = atob(text), numbers = new Float64Array(length);
  let at = 0;
  for (let k = 0; k < length; ++k) {
    let factor = 1, byte = 0;
    do {
      byte = bytes.charCodeAt(at++);
      numbers[k] += (byte & 0x7f) * factor;
      factor *= 128;
    } while (byte & 0x80);
  }
  return numbers;
}

/** Spikes of a sample by time: {steps, rows, counts or null}. */
function unpackedSpikes(sample, rows) {
  const keys = unpackedNumbers(sample.keys, sample.shown);
  const spikes = { steps: new Uint32Array(sample.shown), rows: new Uint32Array(sample.shown), counts: null };
  let key = 0;
  keys.forEach((difference, at) => {
    key += difference;
    spikes.steps[at] = Math.floor(key / rows);
    spikes.rows[at] = key - spikes.steps[at] * rows;
  });
  if (sample.counts) spikes.counts = unpackedNumbers(sample.counts, sample.shown);
  return spikes;
}

/** Plain values of a config by pointer. */
function flatConfig(value, at = "", flat = new Map()) {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    for (const [name, member] of Object.entries(value)) {
      flatConfig(member, `${at}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, flat);
    }
  } else {
    flat.set(at, JSON.stringify(value));
  }
  return flat;
}

/** A copy of `base` with [pointer, value] put in, [pointer] taken out. */
function changedConfig(base, changes) {
  const config = structuredClone(base);
  for (const [pointer, ...value] of changes) {
    const tokens = pointer.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
    let parent = config;
    for (const token of tokens.slice(0, -1)) parent = parent[token] ??= {};
    if (value.length) parent[tokens.at(-1)] = value[0];
    else delete parent[tokens.at(-1)];
  }
  return config;
}
