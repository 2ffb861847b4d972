// Single keys, for whoever wants them: "?" lists those of the page. Never inside a field, never with a modifier.
//   data-go="p" on a link: g, then p, goes there.     data-key="e" on a link or button: e takes it.
//   j and k walk down and up the rows of the first list of the page, x ticks the row one is on.
import { keepPreference } from "./preferences.js";
import { openPalette } from "./palette.js";

const root = document.documentElement;
const ROWS = "main :is(.rows tbody tr, .lines > li, [data-rows] > *)";
const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
/** Lists and pairs of duplicates walk by themselves: their rows know more than a link. */
const WALKS_BY_ITSELF = ".rows.is-list tbody tr, [data-pair]";
let isGoing = false;
let patience;

/** The letter on the key as a Latin layout has it, so that shortcuts work on an Arabic or Greek one too. */
function letter({ key, code, shiftKey }) {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

/** A field that just went away, as that of the palette does, keeps the focus for a moment: nobody writes in it. */
const isWriting = (target) => Boolean(target.closest?.(WRITING)?.checkVisibility());

const visible = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());

function press(key) {
  const element = visible(`[data-key="${CSS.escape(key)}"]`);
  element?.click();
  return Boolean(element);
}

/** What was done last is offered last. */
function undoNewest() {
  const offered = [...document.querySelectorAll('#toasts [data-key="u"]')].filter((one) => one.checkVisibility());
  offered.at(-1)?.click();
  return offered.length > 0;
}

function walk(step) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector("a[href]") && row.checkVisibility());
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
  next?.querySelector("th a[href], a[href]").focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function tick() {
  const box = document.activeElement?.closest("tr, li")?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function search() {
  const field = document.getElementById("search");
  field?.focus();
  field?.select();
  return Boolean(field);
}

const ACTS = {
  "/": search,
  "?": showSheet,
  j: () => walk(1),
  k: () => walk(-1),
  x: tick,
  u: () => (undoNewest() ? true : press("u")),
  c: () => press("c") || (openPalette(document.getElementById("palette")?.dataset.create), true),
  e: () => press("e") || (visible('main .page-actions a[href*="/edit/"]')?.click(), true),
};

function act(key) {
  clearTimeout(patience);
  if (isGoing) {
    isGoing = false;
    const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    place?.click();
    return Boolean(place);
  }
  if (key === "g") {
    isGoing = true;
    patience = setTimeout(() => (isGoing = false), 1500);
    return true;
  }
  return ACTS[key] ? ACTS[key]() : press(key);
}

document.addEventListener("keydown", (event) => {
  if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
  const key = letter(event);
  if (!isGoing && "jkx".includes(key) && document.querySelector(WALKS_BY_ITSELF)) return;
  if (key && act(key)) event.preventDefault();
});

/** The sheet lists what is on this page: the places of the menu, and every element that has a key. */
function showSheet() {
  const sheet = document.getElementById("keys");
  if (!sheet) return false;
  const lines = new Map();
  for (const one of document.querySelectorAll("[data-key]")) if (one.checkVisibility()) lines.set(one.dataset.key, one);
  for (const one of document.querySelectorAll("[data-go]")) if (one.dataset.go) lines.set(`g ${one.dataset.go}`, one);
  const drawn = [...lines].map(([keys, one]) => {
    const line = document.createElement("div");
    const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
    term.append(...keys.split(" ").map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
    meaning.textContent = (one.dataset.keyLabel || one.querySelector("span")?.textContent || one.textContent).trim();
    line.append(term, meaning);
    return line;
  });
  sheet.querySelector("[data-page-keys]").replaceChildren(...drawn);
  for (const line of sheet.querySelectorAll("[data-unless]")) line.hidden = lines.has(line.dataset.unless);
  for (const line of sheet.querySelectorAll("[data-where]")) line.hidden = !document.querySelector(line.dataset.where);
  sheet.showModal();
  return true;
}

document.addEventListener("click", ({ target }) => target.closest("[data-keys-sheet]") && showSheet());
for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = root.dataset.keys !== "off";
  box.addEventListener("change", () => {
    root.dataset.keys = box.checked ? "on" : "off";
    keepPreference("is_keyed", box.checked ? "on" : "off");
  });
}
