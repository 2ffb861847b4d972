// <select multiple data-chooser="placeholder" data-chooser-none="sentence">: what is chosen as chips, more of it by typing and the
// arrow keys. The select stays behind it, so the form sends what it would without scripts.
import { rank } from "./ranking.js";

const SHOWN = 40;
let again = ""; // the chooser that is drawn anew because something was chosen in it

function matching(select, typed) {
  const options = [...select.options];
  if (!typed.trim()) return options.slice(0, SHOWN);
  const ranked = options.map((option) => [rank(typed, option.text), option]).filter(([score]) => score > 0);
  return ranked.sort(([a], [b]) => b - a).map(([, option]) => option).slice(0, SHOWN);
}

function enhance(select) {
  if (select.nextElementSibling?.matches(".chooser")) return;
  const box = Object.assign(document.createElement("div"), { className: "chooser" });
  const typed = Object.assign(document.createElement("input"), { className: "form-control", type: "text", autocomplete: "off" });
  const list = Object.assign(document.createElement("ul"), { className: "chooser-list", id: `${select.id}-list`, hidden: true });
  typed.placeholder = select.dataset.chooser;
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]])
    typed.setAttribute(name, value);
  typed.setAttribute("aria-label", select.getAttribute("aria-label"));
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", select.getAttribute("aria-label"));
  box.append(...[...select.selectedOptions].map((option) => chip(select, option)), typed, list);
  select.hidden = true;
  select.after(box);

  const open = () => draw(select, typed, list);
  const close = () => {
    list.hidden = true;
    typed.setAttribute("aria-expanded", "false");
    typed.removeAttribute("aria-activedescendant");
  };
  typed.addEventListener("input", open);
  typed.addEventListener("click", open);
  typed.addEventListener("blur", close);
  typed.addEventListener("change", (event) => event.stopPropagation());
  typed.addEventListener("keydown", (event) => steer(event, select, typed, list, { open, close }));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const line = event.target.closest("[data-index]");
    if (line) toggle(select, select.options[line.dataset.index]);
  });
  if (again === select.id) {
    again = "";
    typed.focus();
  }
}

function chip(select, option) {
  const pill = Object.assign(document.createElement("span"), { className: "pill", textContent: option.text });
  const off = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  off.setAttribute("aria-label", `${select.dataset.chooserRemove} ${option.text}`);
  off.addEventListener("click", () => toggle(select, option));
  pill.append(off);
  return pill;
}

function draw(select, typed, list) {
  const found = matching(select, typed.value);
  list.replaceChildren(...found.map((option, place) => line(list, option, place)));
  if (!found.length) {
    list.append(Object.assign(document.createElement("li"), { className: "is-none", textContent: select.dataset.chooserNone }));
  }
  list.hidden = false;
  typed.setAttribute("aria-expanded", "true");
  mark(typed, list, 0);
}

function line(list, option, place) {
  const one = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, textContent: option.text });
  one.setAttribute("role", "option");
  one.dataset.index = option.index;
  one.classList.toggle("is-chosen", option.selected);
  return one;
}

function mark(typed, list, place) {
  const lines = [...list.querySelectorAll("[role=option]")];
  lines.forEach((one, at) => one.setAttribute("aria-selected", at === place));
  if (!lines[place]) return typed.removeAttribute("aria-activedescendant");
  typed.setAttribute("aria-activedescendant", lines[place].id);
  lines[place].scrollIntoView({ block: "nearest" });
}

function steer(event, select, typed, list, { open, close }) {
  const lines = [...list.querySelectorAll("[role=option]")];
  const at = lines.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && list.hidden) open();
  else if (by) mark(typed, list, (at + by + lines.length) % lines.length);
  else if (event.key === "Enter" && !list.hidden && lines[at]) toggle(select, select.options[lines[at].dataset.index]);
  else if (event.key === "Escape" && !list.hidden) close();
  else if (event.key === "Backspace" && !typed.value && select.selectedOptions.length) toggle(select, [...select.selectedOptions].at(-1));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function toggle(select, option) {
  option.selected = !option.selected;
  again = select.id;
  select.nextElementSibling.remove();
  enhance(select);
  again = select.id; // a form that is drawn anew gives the focus back to this one
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

const every = (root) => root.querySelectorAll("select[multiple][data-chooser]").forEach(enhance);
every(document);
document.addEventListener("htmx:load", ({ target }) => every(target));
