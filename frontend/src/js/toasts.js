// Messages of the page, and those that a response announces by the header HX-Trigger: {"toast": {"text": …, "tone": …, "undo": …}}.
const SECONDS = 8;

/** Show a sentence, with a button that takes back what it speaks of if `undo` is an address. Errors stay until dismissed. */
export function toast(text, tone = "info", undo = "") {
  const list = document.getElementById("toasts");
  const template = document.getElementById("toast-template");
  if (!list || !template || !text) return;
  const item = template.content.firstElementChild.cloneNode(true);
  item.classList.add(`is-${tone}`);
  item.querySelector("[data-text]").textContent = text;
  if (undo) offerUndo(item.querySelector("[data-undo]"), undo);
  list.append(item);
  leaveLater(item);
}

function offerUndo(form, address) {
  form.action = address;
  form.hidden = false;
  form.elements.csrfmiddlewaretoken.value = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  form.elements.next.value = location.pathname + location.search;
}

function leaveLater(item) {
  if (item.matches(".is-danger, .is-error, .is-warning")) return;
  let timer = setTimeout(() => item.remove(), SECONDS * 1000);
  item.addEventListener("pointerenter", () => clearTimeout(timer));
  item.addEventListener("focusin", () => clearTimeout(timer));
  item.addEventListener("pointerleave", () => {
    timer = setTimeout(() => item.remove(), SECONDS * 1000);
  });
}

document.addEventListener("click", ({ target }) => target.closest("[data-dismiss]")?.closest(".toast-note, .alert-note")?.remove());
document.addEventListener("toast", ({ detail }) => toast(detail.text, detail.tone, detail.undo));
document.querySelectorAll("#toasts > li").forEach(leaveLater);
