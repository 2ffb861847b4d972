// <div data-presence hx-post=…>: a sign of life every 18 seconds while the page is looked at, and who else is there.
// Somebody edits when the page says so (data-editing), or when they have typed something on it within the last minute.
import htmx from "htmx.org/dist/htmx.esm.js";

const EVERY = 18_000;
const STILL_EDITING = 60_000;
let typed = -Infinity;

document.addEventListener("input", ({ target }) => {
  if (target.closest("main") && target.matches("textarea, input[type=text], select")) typed = Date.now();
});
document.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (!target.matches?.("[data-presence]")) return;
  detail.parameters.editing = "editing" in target.dataset || Date.now() - typed < STILL_EDITING ? "1" : "0";
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { target, detail } = event;
  if (target.matches?.("[data-presence]") && detail.xhr.status >= 400) event.preventDefault(); // gone: stay silent
});

function signs() {
  if (document.visibilityState !== "visible" || !navigator.onLine) return;
  for (const element of document.querySelectorAll("[data-presence]")) htmx.trigger(element, "sign-of-life");
}
setInterval(signs, EVERY);
document.addEventListener("visibilitychange", signs);
