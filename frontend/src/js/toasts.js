// Messages of the page, and those that a response announces by the header HX-Trigger: {"toast": {"text": …, "tone": …}}.
const SECONDS = 8;

/** Show a sentence. Errors stay until they are dismissed. */
export function toast(text, tone = "info") {
  const list = document.getElementById("toasts");
  const template = document.getElementById("toast-template");
  if (!list || !template || !text) return;
  const item = template.content.firstElementChild.cloneNode(true);
  item.classList.add(`is-${tone}`);
  item.querySelector("[data-text]").textContent = text;
  list.append(item);
  leaveLater(item);
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
document.addEventListener("toast", ({ detail }) => toast(detail.text, detail.tone));
document.querySelectorAll("#toasts > li").forEach(leaveLater);
