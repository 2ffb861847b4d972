// htmx under a strict content policy: no eval, no style of its own, no page kept in the browser's storage.
import htmx from "htmx.org/dist/htmx.esm.js";
import { toast } from "./toasts.js";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  attributesToSettle: ["class", "width", "height"], // not "style", which the policy refuses
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollIntoViewOnBoost: false,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
});

// What to say when a request fails: the server's own toast or plain text, else the page's general sentence.
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  if (xhr.getResponseHeader("HX-Trigger")?.includes('"toast"')) return;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  toast(plain && xhr.responseText.length < 300 ? xhr.responseText : document.body.dataset.failed, "danger");
});
document.addEventListener("htmx:sendError", () => toast(document.body.dataset.offline, "danger"));
document.addEventListener("htmx:beforeRequest", ({ target }) => target.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", ({ target }) => target.removeAttribute("aria-busy"));
document.addEventListener("htmx:responseError", ({ target }) => {
  if (!target.matches("[data-lazy]")) return;
  const sorry = document.createElement("p");
  sorry.className = "lazy-failed";
  sorry.textContent = document.body.dataset.failed;
  target.replaceChildren(sorry);
});
