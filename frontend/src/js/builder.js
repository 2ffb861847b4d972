// The builder of questionnaires works without scripts; with them a choice fits the form at once, Alt with an arrow moves a
// question, and nothing that was typed in an open form is lost by an act elsewhere.

const openForm = () => document.querySelector("#builder [data-open-form]");
let isWritten = false;

document.addEventListener("input", ({ target }) => {
  if (target.closest("[data-open-form]")) isWritten = true;
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "builder" || target.querySelector?.("#builder")) isWritten = false;
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-again]")) return;
  target.form.querySelector("[name=again][value=look]")?.click();
});

document.addEventListener("click", ({ target }) => {
  const token = target.closest("[data-token]");
  const field = token?.closest("form").querySelector("textarea");
  if (!field) return;
  field.setRangeText(token.dataset.token, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

document.addEventListener("keydown", (event) => {
  const block = event.target.closest?.(".builder-block");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (block && way && event.altKey) {
    event.preventDefault();
    block.querySelector(`[data-move=${way}]`)?.click();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("[data-open-form]")) {
    event.preventDefault();
    event.target.form.querySelector("[data-save]").click();
  }
});

// An act elsewhere on the page keeps first what stands in the open form; if that is refused, the form says why instead.
document.addEventListener("htmx:confirm", async (event) => {
  const form = openForm();
  const from = event.detail.elt;
  if (!isWritten || !form || form.contains(from) || !from.closest("#builder")) return;
  event.preventDefault();
  const save = form.querySelector("[data-save]");
  const kept = await fetch(location.pathname, { method: "POST", body: new FormData(form, save) });
  isWritten = false;
  if (kept.ok) event.detail.issueRequest(true);
  else form.requestSubmit(save);
});
