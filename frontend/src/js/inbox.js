// The inbox: what is open beside the list, what is new, and how long an answer can still be taken back.
//   [data-polls]: looked after every ten seconds while somebody looks, and at once when something was done here.
//   [data-moves-on]: whether the next one is opened when one is over, kept in this browser.
//   a[data-reads]: opened beside the list where there is room; otherwise a link like any other.
import htmx from "htmx.org/dist/htmx.esm.js";

const EVERY = 10_000;
const WIDE = matchMedia("(min-width: 1024px)");
const reading = () => document.getElementById("reading");

function look() {
  if (document.visibilityState !== "visible" || !navigator.onLine) return;
  for (const element of document.querySelectorAll("[data-polls]")) htmx.trigger(element, "look");
}
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
document.addEventListener("inbox:changed", look);
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.target.matches?.("[data-polls]") && event.detail.xhr.status >= 400) event.preventDefault(); // stay silent
});

function markCurrent() {
  const open = reading()?.querySelector("[data-conversation]")?.dataset.conversation;
  for (const line of document.querySelectorAll(".inbox-line")) {
    line.classList.toggle("is-current", line.dataset.id === open);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reads]");
  if (!link || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const place = new URL(location);
  place.searchParams.set("open", link.closest("[data-id]").dataset.id);
  history.replaceState(null, "", place);
  htmx.ajax("GET", link.getAttribute("href"), { target: "#reading", swap: "innerHTML" });
});

// What is over makes room for the next, if one wants that: beside the list, or on a phone from page to page.
const MOVES = "moves-on";
const ORDER = "inbox-order";
const movesOn = () => localStorage.getItem(MOVES) !== "off";

function showChoice() {
  for (const box of document.querySelectorAll("[data-moves-on]")) {
    box.checked = movesOn();
    box.closest("label").hidden = false;
  }
}
showChoice();
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-moves-on]")) localStorage.setItem(MOVES, target.checked ? "on" : "off");
});

/** Ids in the order of the list, and where each is read; kept for pages that are opened without the list. */
function order() {
  const links = [...document.querySelectorAll("[data-inbox] a[data-reads]")];
  if (!links.length) return JSON.parse(sessionStorage.getItem(ORDER) ?? "[]");
  return links.map((link) => [link.closest("[data-id]").dataset.id, link.getAttribute("href")]);
}
const keepOrder = () => document.querySelector("[data-inbox]") && sessionStorage.setItem(ORDER, JSON.stringify(order()));
keepOrder();

let next = null;
document.addEventListener("conversation:over", ({ detail }) => {
  const listed = order();
  const here = listed.findIndex(([id]) => id === String(detail.id));
  next = movesOn() && here >= 0 ? (listed[here + 1] ?? listed[here - 1]) : null;
  const left = listed.filter(([id]) => id !== String(detail.id));
  sessionStorage.setItem(ORDER, JSON.stringify(left));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!next || event.detail.target.id !== "conversation") return;
  const [id, address] = next;
  next = null;
  event.detail.shouldSwap = false;
  const isBeside = Boolean(reading());
  const place = new URL(isBeside ? location : new URL(address, location));
  if (isBeside) place.searchParams.set("open", id);
  history.replaceState(null, "", place);
  const into = isBeside ? { target: "#reading", swap: "innerHTML" } : { target: "#conversation", swap: "outerHTML" };
  htmx.ajax("GET", address, into);
});

// A list that is drawn anew keeps its ticks, the place one has scrolled to, and the line one is on.
let kept = null;
document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (!target.matches?.("[data-inbox]")) return;
  const ticked = [...target.querySelectorAll(".inbox-tick :checked")].map((box) => box.value);
  kept = { ticked, top: target.scrollTop, focus: document.activeElement?.closest?.("[data-id]")?.dataset.id };
});
document.addEventListener("htmx:afterSettle", () => {
  markCurrent();
  showChoice();
  keepOrder();
  const list = document.querySelector("[data-inbox]");
  if (!kept || !list) return;
  for (const box of list.querySelectorAll(".inbox-tick input")) box.checked = kept.ticked.includes(box.value);
  list.scrollTop = kept.top;
  if (kept.focus) list.querySelector(`[data-id="${CSS.escape(kept.focus)}"] a`)?.focus({ preventScroll: true });
  kept = null;
});

// Opening the box one writes in puts the cursor there.
document.addEventListener("click", ({ target }) => {
  const label = target.closest("label[data-focus]");
  if (label) requestAnimationFrame(() => document.getElementById(label.dataset.focus)?.focus());
});

// Undo send: the seconds that are left; then the button goes, and the thread says how the mail fares.
setInterval(() => {
  for (const button of document.querySelectorAll("[data-leaves]")) {
    const left = Math.ceil((Date.parse(button.dataset.leaves) - Date.now()) / 1000);
    button.querySelector(".countdown").textContent = left > 0 ? left : "";
    if (left > 0) continue;
    const thread = button.closest("[data-polls]");
    button.closest("form").remove();
    if (!thread) continue;
    const since = thread.querySelector("[name=since]");
    if (since) since.value = "";
    setTimeout(() => htmx.trigger(thread, "look"), 2500);
  }
}, 500);
