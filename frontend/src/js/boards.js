// Cards of a board go from column to column: dragged, by Shift and an arrow key, or by the menu of each card, which also works
// without scripts. A card that may not go, or whose question is not answered, comes back to where it was.
import htmx from "htmx.org/dist/htmx.esm.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const columns = () => [...document.querySelectorAll(".board-column")];
const cardsOf = (column) => [...column.querySelectorAll(".board-card")];
let dragged;
let moving; // the card that is on its way: {card, list, next, pk, scroll}

function buttonFor(card, column) {
  return [...card.querySelectorAll("button[name=to]")].find((one) => one.value === column.dataset.value);
}

function move(card, column) {
  const button = column && buttonFor(card, column);
  if (!button || moving) return;
  send(card, button);
  column.querySelector(".board-cards").prepend(card);
  card.querySelector("[data-open]")?.focus();
}

function send(card, button) {
  const board = card.closest(".board");
  moving = { card, list: card.parentElement, next: card.nextElementSibling, pk: card.dataset.pk, scroll: board.scrollLeft };
  card.querySelector("details[open]")?.removeAttribute("open");
  card.classList.add("is-moving");
  const values = Object.fromEntries(new FormData(button.form));
  htmx.ajax("POST", button.getAttribute("formaction"), {
    target: "#list-body",
    swap: "outerHTML",
    values: { ...values, to: button.value },
  });
}

function putBack() {
  if (!moving) return;
  const { card, list, next } = moving;
  moving = undefined;
  card.classList.remove("is-moving");
  list.insertBefore(card, next?.isConnected ? next : null);
  card.querySelector("[data-open]")?.focus();
}

/** The board was drawn anew: go on where one was. */
function settle() {
  const { pk, scroll } = moving;
  moving = undefined;
  const board = document.querySelector(".board");
  if (!board) return;
  board.scrollLeft = scroll;
  (board.querySelector(`[data-pk="${pk}"] [data-open]`) ?? board.querySelector("[data-open]"))?.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "board-move" || !event.submitter) return;
  event.preventDefault();
  const card = event.submitter.closest(".board-card");
  move(card, columns().find((one) => one.dataset.value === event.submitter.value));
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!moving || !detail.requestConfig?.path?.endsWith("/move/")) return;
  if (detail.xhr.getResponseHeader("HX-Retarget") === "#move-words") return;
  if (!detail.successful) putBack();
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const dialog = document.getElementById("move-dialog");
  if (target.id === "move-words") {
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("textarea")?.focus();
  } else if (moving && target.id === "list-body") settle();
});
document.addEventListener("close", ({ target }) => target.id === "move-dialog" && putBack(), true);
document.addEventListener("click", (event) => event.target.closest("#move-dialog a[data-close]") && event.preventDefault());

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".board-card[draggable]");
  if (!dragged) return;
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.pk);
});

document.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest?.(".board-column[data-takes]");
  for (const one of document.querySelectorAll(".board-column.is-over")) one.classList.toggle("is-over", one === column);
  if (!column) return;
  event.preventDefault();
  column.classList.add("is-over");
});

document.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest?.(".board-column[data-takes]");
  if (!column) return;
  event.preventDefault();
  move(dragged, column);
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = undefined;
  for (const one of document.querySelectorAll(".board-column.is-over")) one.classList.remove("is-over");
});

/** The card beside, above or below; of a shorter column the last. */
function neighbour(card, across, down) {
  const column = card.closest(".board-column");
  const place = cardsOf(column).indexOf(card);
  if (down) return cardsOf(column)[place + down];
  const all = columns();
  for (let at = all.indexOf(column) + across; all[at]; at += across) {
    const cards = cardsOf(all[at]);
    if (cards.length) return cards[Math.min(place, cards.length - 1)];
  }
}

/** The next column on that side into which the card may go. */
function columnBeside(card, across) {
  const all = columns();
  for (let at = all.indexOf(card.closest(".board-column")) + across; all[at]; at += across) if (buttonFor(card, all[at])) return all[at];
}

document.addEventListener("keydown", (event) => {
  const card = event.target.matches?.(".board-card [data-open]") && event.target.closest(".board-card");
  if (!card || !ARROWS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  const [right, down] = ARROWS[event.key];
  const across = document.documentElement.dir === "rtl" ? -right : right;
  event.preventDefault();
  if (!event.shiftKey) return neighbour(card, across, down)?.querySelector("[data-open]")?.focus();
  if (across) move(card, columnBeside(card, across));
});
