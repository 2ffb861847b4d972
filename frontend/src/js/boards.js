// Cards of a board are dragged from column to column; the menu of each card does the same without a mouse.
let dragged;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".board-card[draggable]");
  if (!dragged) return;
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.pk);
});

document.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest?.(".board-column");
  for (const one of document.querySelectorAll(".board-column.is-over")) one.classList.toggle("is-over", one === column);
  if (!column) return;
  event.preventDefault();
  column.classList.add("is-over");
});

document.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest?.(".board-column");
  if (!column) return;
  event.preventDefault();
  const button = [...dragged.querySelectorAll("button[name=to]")].find((one) => one.value === column.dataset.value);
  if (!button) return;
  column.querySelector(".board-cards").prepend(dragged);
  button.form.requestSubmit(button);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = undefined;
  for (const one of document.querySelectorAll(".board-column.is-over")) one.classList.remove("is-over");
});
