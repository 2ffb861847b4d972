// @ in a textarea inside [data-mentions=address]: colleagues who could read it, to choose by arrows and Enter or a click.
const TYPED = /(?:^|[\s(])@([\p{L}][\p{L}\p{M}'’ -]{0,40})$/u;
let list = null; // the list that is open, with list.area and list.typed

function close() {
  list?.area.removeAttribute("aria-activedescendant");
  list?.area.removeAttribute("aria-controls");
  list?.remove();
  list = null;
}

function mark(option) {
  for (const one of list.children) one.setAttribute("aria-selected", one === option);
  list.area.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  const { area, typed } = list;
  const isDouble = [...list.children].filter((one) => one.dataset.name === option.dataset.name).length > 1;
  const end = area.selectionStart;
  const name = option.dataset.name + (isDouble ? ` (#${option.dataset.number})` : "");
  area.setRangeText(`${name} `, end - typed.length, end, "end");
  close();
  area.focus();
}

async function offer(area) {
  const typed = area.value.slice(0, area.selectionStart).match(TYPED)?.[1];
  if (!typed) return close();
  const address = new URL(area.closest("[data-mentions]").dataset.mentions, location);
  address.searchParams.set("q", typed);
  address.searchParams.set("unit", area.form.elements.unit?.value ?? "");
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  const now = area.value.slice(0, area.selectionStart).match(TYPED)?.[1];
  if (!answer?.ok || now !== typed) return;
  close();
  const options = await answer.text();
  if (!options.trim()) return;
  list = Object.assign(document.createElement("ul"), { className: "mention-list", id: "mention-list", area, typed });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.labels[0]?.textContent.trim() ?? "@");
  list.innerHTML = options; // drawn by our own server, names escaped
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  mark(list.firstElementChild);
}

document.addEventListener("input", ({ target }) => target.matches("[data-mentions] textarea") && offer(target));
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest(".mention-list [role=option]");
  if (option) event.preventDefault(), choose(option);
  else if (list && event.target !== list.area) close();
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!list || event.target !== list.area) return;
    const options = [...list.children];
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) mark(options[(at + moves[event.key] + options.length) % options.length]);
    else if (event.key === "Enter" || event.key === "Tab") choose(options[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
