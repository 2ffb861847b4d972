// A list under the hands: j and k move from row to row, Enter opens, Space looks at it beside the list, x ticks it.
import htmx from "htmx.org/dist/htmx.esm.js";

const rows = () => [...document.querySelectorAll(".rows.is-list tbody tr")];
const here = () => document.querySelector(".rows.is-list tr.is-here");
const panel = () => document.getElementById("peek");
const off = () => document.documentElement.dataset.keys === "off";

function go(row) {
  if (!row) return;
  here()?.classList.remove("is-here");
  row.classList.add("is-here");
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("[data-open]")?.focus({ preventScroll: true });
}

function step(by) {
  const all = rows();
  const place = all.indexOf(here());
  const next = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : place + by];
  if (panel()?.open && next) look(next);
  else go(next);
}

/** Show a row's record beside the list; the list stays usable. */
function look(row) {
  const [sheet, link] = [panel(), row.querySelector("[data-peek]")];
  if (!sheet || !link) return;
  const all = rows();
  sheet.querySelector("[data-peek-place]").textContent = `${all.indexOf(row) + 1} / ${all.length}`;
  if (!sheet.open) sheet.show();
  go(row); // the keys stay with the list
  htmx.ajax("GET", link.href, { target: sheet.querySelector("[data-peek-body]"), swap: "innerHTML" });
}

function close() {
  panel().close();
  here()?.querySelector("[data-open]")?.focus();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const link = target.closest("[data-peek]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    look(link.closest("tr"));
  }
  const stepper = target.closest("[data-peek-step]");
  if (stepper) step(Number(stepper.dataset.peekStep));
});

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  " ": () => here() && (panel()?.open ? close() : look(here())),
  x: () => here()?.querySelector("[data-row]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel()?.open && !document.querySelector("details.menu[open]")) return close();
  if (off() || event.ctrlKey || event.metaKey || event.altKey || !rows().length) return;
  if (event.target.closest?.("input, textarea, select, summary, button, [contenteditable]")) return;
  if (document.querySelector("dialog[open]:not(#peek)") || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

// The rule builder is drawn anew in its place by its buttons and whenever something is chosen; "Apply" opens the list.
const redraw = (form, values = { do: "draw" }) =>
  htmx.ajax(form.method.toUpperCase(), form.action, { source: form, target: form, swap: "outerHTML", values });

document.addEventListener("click", (event) => {
  const button = event.target.closest(".builder [data-do]");
  if (!button) return;
  event.preventDefault();
  redraw(button.form, { do: button.value });
});
document.addEventListener("change", ({ target }) => {
  if (target.matches(".builder [data-redraw]")) redraw(target.form);
});
