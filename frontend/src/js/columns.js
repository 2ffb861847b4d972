// The form of a list's columns: arrows, or Shift and an arrow key on a line, put it before or behind its neighbour.
function moveLine(line, by) {
  const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(line);
  else other.after(line);
  line.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-column-move]");
  if (!button) return;
  event.preventDefault();
  moveLine(button.closest("li"), Number(button.dataset.columnMove));
  button.focus();
});

document.addEventListener("keydown", (event) => {
  const line = event.shiftKey && event.target.closest?.(".column-lines li");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!line || !by) return;
  event.preventDefault();
  moveLine(line, by);
  event.target.focus();
});

// The columns are said in one word, as addresses do; a form without scripts names them one by one.
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-columns]")) return;
  const all = [...target.querySelectorAll('[name="columns"]')];
  const chosen = all.filter((one) => one.type === "hidden" || one.checked);
  const [first, ...others] = all;
  first.value = chosen.map((one) => one.value).join(",");
  for (const one of others) one.disabled = true;
});
