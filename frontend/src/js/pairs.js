// Possible duplicates by keyboard: j and k go to the next and previous pair, m merges, d keeps the two apart.
const list = document.querySelector("[data-pairs]");

function step(by) {
  const pairs = [...list.querySelectorAll("[data-pair]")];
  const here = pairs.indexOf(document.activeElement?.closest("[data-pair]"));
  const next = pairs[Math.min(Math.max(here + by, 0), pairs.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const acts = {
  j: () => step(1),
  k: () => step(-1),
  m: (pair) => pair?.querySelector("[data-merge]")?.click(),
  d: (pair) => pair?.querySelector("[data-apart]")?.requestSubmit(),
};

if (list)
  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    if (!(event.key in acts)) return;
    event.preventDefault();
    acts[event.key](document.activeElement?.closest("[data-pair]"));
  });
