// The page is built of elements with text, never of markup: names out of files stay names.
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}
function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** `head`: texts; `rows`: lists of texts, numbers, elements. Numbers and "#" columns stand right. */
function table(head, rows, caption) {
  const right = head.map((name, at) => name.startsWith("#") || typeof rows[0]?.[at] === "number");
  const cell = (tag, at, what) => el(tag, { class: right[at] ? "n" : null, scope: tag === "th" ? "col" : null },
    typeof what === "number" ? plain(what, 6) : what ?? kNoNumber);
  return el("div", { class: "scroll", tabindex: 0 }, el("table", { "aria-label": caption },
    el("thead", {}, el("tr", {}, head.map((name, at) => cell("th", at, name.replace(/^#/, ""))))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((what, at) => cell("td", at, what)))))));
}
const numbers = (head, rows, title) =>
  el("details", {}, el("summary", {}, `Numbers (${count(rows.length)} ${rows.length === 1 ? "row" : "rows"})`),
    table(head, rows, title));

function tile(name, value, more) {
  return el("div", { class: "tile" }, el("div", { class: "name" }, name),
    el("div", { class: "value", title: typeof value === "string" ? value : null }, value), el("div", { class: "more" }, more ?? ""));
}
const absent = (...what) => el("p", { class: "absent" }, ...what);
const code = (text) => el("code", {}, text);
function section(id, title, ...content) {
  return el("section", { id, "aria-label": title }, el("h2", {}, title), ...content);
}
function picker(label, options, chosen, change) {
  const select = el("select", { onchange: () => change(select.value) },
    options.map(([value, text]) => el("option", { value, selected: String(value) === String(chosen) }, text)));
  return el("label", {}, label, select);
}
function legend(entries) {
  return el("div", { class: "legend" }, entries.map(([name, colour]) => {
    const mark = el("i", { "aria-hidden": "true" });
    mark.style.background = colour;
    return el("span", {}, mark, name);
  }));
}

/** Shows `text` beside the pointer, or nothing. */
function tip(event, text) {
  const box = document.getElementById("tip");
  box.hidden = !text;
  if (!text) return;
  box.textContent = text;
  const { innerWidth, innerHeight } = window, { offsetWidth, offsetHeight } = box;
  box.style.left = Math.min(event.clientX + 14, innerWidth - offsetWidth - 8) + "px";
  box.style.top = Math.min(event.clientY + 14, innerHeight - offsetHeight - 8) + "px";
}
function tipped(shape, text) {
  shape.addEventListener("mousemove", (event) => tip(event, text));
  shape.addEventListener("mouseleave", (event) => tip(event, ""));
  return shape;
}
