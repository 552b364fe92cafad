function nav(sections) {
  return el("nav", { "aria-label": "Sections" }, sections.filter((one) => one.querySelector("h2"))
    .map((one) => el("a", { href: "#" + one.id }, one.querySelector("h2").textContent)));
}
function start() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = data.kind === "sweep" ? sweepPage(data.sweep) : data.kind === "run" ? runPage(data.runs[0]) : comparisonPage(data.runs);
  document.getElementById("main").replaceChildren(...page.sections);
  document.getElementById("top").append(el("h1", {}, page.title), el("span", { class: "context" }, page.context), themeButton(), nav(page.sections));
  document.getElementById("bottom").append(`Engram ${data.program}, engram report. Energies are modelled, not measured on a chip; ` +
    "each rests on the sources in its table. Charts: Chart.js (MIT licence).");
  watchTheme();
  showTheme(wantedTheme());
  document.documentElement.dataset.ready = "yes";
}
addEventListener("DOMContentLoaded", start);
