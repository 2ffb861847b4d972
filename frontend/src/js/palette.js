// Ctrl or Cmd and K: one box that goes, creates, acts on this page, switches and finds. Commands are ranked here, records by the server.
import { rank } from "./ranking.js";

const palette = document.getElementById("palette");
const PATIENCE = 120; // ms without typing before records are looked for
const STRONG = 60; // a command that matches so well stands above the records

const input = palette?.querySelector("input");
const list = palette?.querySelector('[role="listbox"]');
const records = palette?.querySelector("[data-records]");
let shown = []; // the visible choices in their order
let at = 0;
let asked; // the request for records under way
let timer;

async function fetchInto(place, address, signal) {
  const answer = await fetch(address, { signal, headers: { "X-Requested-With": "palette" } });
  if (answer.ok) place.innerHTML = await answer.text();
}

/** Open the box, with words typed already if given. */
export async function openPalette(words = "") {
  if (!palette || palette.open) return;
  collectPage();
  input.value = words;
  records.replaceChildren();
  palette.showModal();
  draw();
  const commands = palette.querySelector("[data-commands]");
  if (!commands.childElementCount) await fetchInto(commands, palette.dataset.choices);
  if (palette.open) typed();
}

/** What can be done on this page: its own buttons, and whatever says so itself. */
function collectPage() {
  const group = palette.querySelector('[data-group="page"]');
  group.querySelectorAll('[role="option"]').forEach((choice) => choice.remove());
  for (const button of document.querySelectorAll("main .page-actions :is(a, button), main [data-command]")) {
    const label = (button.dataset.command || button.textContent).trim();
    const isInMenu = button.closest(".menu-sheet"); // closed, and yet to be reached
    if (!label || button.disabled || !(isInMenu || button.checkVisibility())) continue;
    const choice = document.createElement("div");
    const words = document.createElement("span");
    Object.assign(choice, { className: "palette-choice", button });
    choice.setAttribute("role", "option");
    words.className = "palette-label";
    words.textContent = label;
    choice.append(button.querySelector("svg")?.cloneNode(true) ?? "", words);
    group.append(choice);
  }
}

function choicesOf(group) {
  return [...group.querySelectorAll('[role="option"]')].filter((choice) => choice.dataset.url !== location.pathname);
}

/** Show what matches, the best group first and the best choice first in it. */
function draw() {
  const query = input.value.trim();
  const groups = [...list.querySelectorAll("[data-group]")].map((group) => {
    const ranked = choicesOf(group).map((choice) => [rank(query, choice.querySelector(".palette-label").textContent, choice.dataset.words, Number(choice.dataset.times)), choice]);
    const matching = ranked.filter(([score]) => score > 0).sort(([one], [other]) => (query ? other - one : 0));
    group.hidden = !matching.length;
    group.querySelectorAll('[role="option"]').forEach((choice) => (choice.hidden = true));
    matching.forEach(([, choice], place) => Object.assign(choice, { hidden: false }).style.setProperty("order", place));
    return { group, best: matching[0]?.[0] ?? 0, choices: matching.map(([, choice]) => choice) };
  });
  groups.push({ group: records, best: records.childElementCount ? STRONG : 0, choices: choicesOf(records) });
  if (query) groups.sort((one, other) => other.best - one.best);
  groups.forEach(({ group }, place) => group.style.setProperty("order", place));
  shown = groups.flatMap(({ choices }) => choices);
  shown.forEach((choice, place) => (choice.id = `palette-choice-${place}`));
  palette.querySelector(".palette-none").hidden = shown.length > 0;
  const count = palette.querySelector("[data-count]");
  count.textContent = shown.length === 1 ? count.dataset.one : count.dataset.many.replace("%n", shown.length);
  choose(0);
}

function choose(place) {
  shown[at]?.setAttribute("aria-selected", "false");
  list.querySelectorAll('[aria-selected="true"]').forEach((choice) => choice.setAttribute("aria-selected", "false"));
  at = shown.length ? (place + shown.length) % shown.length : 0;
  const chosen = shown[at];
  input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  chosen?.setAttribute("aria-selected", "true");
  chosen?.scrollIntoView({ block: "nearest" });
}

function typed() {
  draw();
  clearTimeout(timer);
  asked?.abort();
  const query = input.value.trim();
  if (!query) return void records.replaceChildren();
  timer = setTimeout(async () => {
    asked = new AbortController();
    try {
      await fetchInto(records, `${palette.dataset.found}?${new URLSearchParams({ q: query })}`, asked.signal);
      draw();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }, PATIENCE);
}

function take(choice, inNewTab) {
  if (!choice) return;
  palette.close();
  if (choice.button) return choice.button.click();
  const sent = [...choice.attributes].filter(({ name }) => name.startsWith("data-send-"));
  if (sent.length) return post(choice.dataset.url, sent.map(({ name, value }) => [name.slice("data-send-".length), value]));
  if (inNewTab) open(choice.dataset.url, "_blank", "noopener");
  else location.assign(choice.dataset.url);
}

function post(address, values) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
  const token = document.querySelector('meta[name="csrf-token"]').content;
  for (const [name, value] of [...values, ["csrfmiddlewaretoken", token], ["next", location.pathname + location.search]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
input?.addEventListener("input", typed);
input?.addEventListener("keydown", (event) => {
  if (event.key in STEPS) choose(at + STEPS[event.key]);
  else if (event.key === "Enter" && !event.isComposing) take(shown[at], event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
});
list?.addEventListener("click", ({ target, ctrlKey, metaKey }) => take(target.closest('[role="option"]'), ctrlKey || metaKey));
list?.addEventListener("pointermove", ({ target }) => {
  const place = shown.indexOf(target.closest('[role="option"]'));
  if (place >= 0 && place !== at) choose(place);
});

document.addEventListener("keydown", (event) => {
  if (!palette || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.code !== "KeyK") return;
  event.preventDefault();
  if (palette.open) palette.close();
  else if (!document.querySelector("dialog[open]")) openPalette();
});
document.addEventListener("click", ({ target }) => target.closest("[data-palette]") && openPalette());

// What was opened comes first next time: noted when the page has come, once in a row.
if (palette?.dataset.opened && sessionStorage.getItem("opened") !== location.pathname) {
  sessionStorage.setItem("opened", location.pathname);
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const body = new URLSearchParams({ path: location.pathname });
  fetch(palette.dataset.opened, { method: "POST", keepalive: true, priority: "low", headers: { "X-CSRFToken": token }, body }).catch(() => {});
}
