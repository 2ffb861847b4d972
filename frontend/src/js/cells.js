// Editing in a list: a click or Enter on a cell with .is-editable fetches its input (lists/<name>/<pk>/cell/<column>/).
// Enter saves, Escape leaves it as it was, Tab saves and goes on to the next cell of the row that can be edited.
import htmx from "htmx.org/dist/htmx.esm.js";

const EDITABLE = "td.is-editable";
const before = new WeakMap();

const listOf = (cell) => cell.closest("[data-cells]")?.dataset.cells;
const editableIn = (row) => [...row.querySelectorAll(`${EDITABLE}, td.is-editing`)];

function edit(cell) {
  const base = listOf(cell);
  if (!base || cell.classList.contains("is-loading")) return;
  cell.classList.add("is-loading");
  const address = `${base}${cell.closest("tr").dataset.pk}/cell/${cell.dataset.column}/`;
  htmx.ajax("GET", address, { target: cell, swap: "outerHTML" }).then(() => cell.classList.remove("is-loading"));
}

function goOn(row, column) {
  const cells = editableIn(row);
  const next = cells[cells.findIndex((cell) => cell.dataset.column === column) + 1];
  if (next) edit(next);
}

function save(cell, { thenNext = false } = {}) {
  cell.dataset.next = thenNext ? "1" : "";
  htmx.trigger(cell.querySelector("[data-cell-form]"), "save-cell");
}

function cancel(cell) {
  const old = before.get(cell);
  if (!old) return location.reload();
  cell.replaceWith(old);
  old.tabIndex = 0;
  old.focus();
}

// The cell as it was is kept, so that Escape can bring it back without asking anyone.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { target, serverResponse, xhr } = detail;
  if (!target?.matches?.("td") || !serverResponse?.includes("<td")) return;
  const row = target.closest("tr");
  const { column, next } = target.dataset;
  const old = target.matches(".is-editing") ? before.get(target) : target;
  queueMicrotask(() => requestAnimationFrame(() => settle(row, column, old, next && xhr.status < 400)));
});

function settle(row, column, old, hasNext) {
  const cell = row.querySelector(`td[data-column="${CSS.escape(column)}"]`);
  if (!cell) return;
  if (cell.matches(".is-editing")) {
    before.set(cell, old);
    const input = cell.querySelector("input:not([type=hidden]), select, textarea");
    input?.focus();
    if (input?.matches("input[type=text]")) input.select();
  } else if (hasNext) {
    goOn(row, column);
  } else {
    cell.tabIndex = 0;
    cell.focus();
  }
}

document.addEventListener("click", ({ target }) => {
  const cell = target.closest?.("td.is-editing");
  if (cell && target.closest("[data-cell-save]")) return save(cell);
  if (cell && target.closest("[data-cell-cancel]")) return cancel(cell);
  const other = target.closest?.(EDITABLE);
  if (other && !target.closest("a, button, input, label") && !getSelection().toString()) edit(other);
});

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("td");
  if (cell?.matches(EDITABLE) && event.key === "Enter" && event.target === cell) {
    event.preventDefault();
    edit(cell);
  }
  if (!cell?.matches(".is-editing") || event.target.closest("button")) return;
  if (event.key === "Enter") save(cell);
  else if (event.key === "Escape") cancel(cell);
  else if (event.key === "Tab" && !event.shiftKey && event.target.type !== "checkbox") save(cell, { thenNext: true });
  else return;
  event.preventDefault();
  event.stopPropagation();
});

// Only the row that has the focus, or is pointed at, can be walked through cell by cell: a page has hundreds of cells.
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("tr[data-pk]");
  if (!row) return;
  for (const cell of row.querySelectorAll(EDITABLE)) cell.tabIndex = 0;
});
