// Numbers as engineers write them. NaN and null are "-".
const kNoNumber = "\u2013";
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/** Up to `digits` significant digits, without an exponent, thousands apart. */
function plain(value, digits = 4) {
  if (!isNumber(value)) return kNoNumber;
  if (value === 0) return "0";
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  const [whole, rest] = Math.abs(value).toFixed(Math.min(places, 20)).split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const fraction = (rest || "").replace(/0+$/, "");
  return (value < 0 ? "\u2212" : "") + grouped + (fraction ? "." + fraction : "");
}
const count = (value) => isNumber(value) ? plain(Math.round(value), 20) : kNoNumber;
const percent = (share) => isNumber(share) ? (100 * share).toFixed(1) + "\u202f%" : kNoNumber;

const kPrefixes = ["a", "f", "p", "n", "\u00b5", "m", "", "k", "M", "G", "T", "P"];
/** The prefix that puts `value` between 1 and 1000: {factor, prefix}. */
function prefixOf(value) {
  if (!isNumber(value) || value === 0) return { factor: 1, prefix: "" };
  const step = Math.floor(Math.log10(Math.abs(value)) / 3 + 1e-9);
  const at = Math.min(Math.max(step + 6, 0), kPrefixes.length - 1);
  return { factor: 10 ** (3 * (6 - at)), prefix: kPrefixes[at] };
}

// A quantity: the unit that is shown, and what brings a figure of the files to it.
const kQuantities = {
  pj: { unit: "J", factor: 1e-12 }, us: { unit: "s", factor: 1e-6 }, aj: { unit: "J", factor: 1e-18 },
  um2: { unit: "mm\u00b2", factor: 1e-6, fixed: true }, count: { unit: "", factor: 1 },
  watt: { unit: "W", factor: 1 }, bits: { unit: "bit", factor: 1 }, share: { unit: "", factor: 1, fixed: true }
};
/** The largest of any number of values (Math.max takes only so many), at least 0. */
const largest = (values) => values.reduce((top, value) => value > top ? value : top, 0);
/** One scale for all `values` of a quantity: {factor, unit, text(value)}. */
function scaleOf(quantity, values) {
  const { unit, factor, fixed } = kQuantities[quantity];
  const top = largest(values.filter(isNumber).map(Math.abs));
  const { factor: more, prefix } = fixed ? { factor: 1, prefix: "" } : prefixOf(top * factor);
  return { factor: factor * more, unit: prefix + unit };
}
function shown(quantity, value) {
  if (!isNumber(value)) return kNoNumber;
  if (quantity === "count" && Math.abs(value) < 1e5) return count(value);
  const scale = scaleOf(quantity, [value]);
  return plain(value * scale.factor) + (scale.unit ? "\u00a0" + scale.unit : "");
}
const energy = (pj) => shown("pj", pj);
const time = (us) => shown("us", us);
const area = (um2) => shown("um2", um2);
const withUnit = (name, unit) => unit ? `${name} (${unit})` : name;
const words = (name) => name.replaceAll("_", " ");
