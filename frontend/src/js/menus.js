// <details class="menu"> behaves like a menu: one open at a time, inside the window, closed by Escape or a click elsewhere.
const MARGIN = 8;
const openMenus = () => document.querySelectorAll("details.menu[open]");

function closeAll(except) {
  for (const menu of openMenus()) if (menu !== except) menu.open = false;
}

/** Lay the sheet over the page beside its summary, so that a scrolling table does not cut it off. */
function place(menu) {
  const sheet = menu.querySelector(".menu-sheet");
  const { bottom, top, left, right } = menu.querySelector("summary").getBoundingClientRect();
  const { width, height } = sheet.getBoundingClientRect();
  const isRtl = document.documentElement.dir === "rtl";
  const start = menu.matches(".definition, .opens-right, .popover") === !isRtl ? left : right - width;
  const fitsBelow = bottom + height + MARGIN < innerHeight || top - height < MARGIN;
  Object.assign(sheet.style, {
    position: "fixed",
    margin: "0",
    right: "auto",
    left: `${Math.min(Math.max(start, MARGIN), innerWidth - width - MARGIN)}px`,
    top: `${fitsBelow ? bottom + 4 : top - height - 4}px`,
  });
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.matches?.("details.menu[open]")) return;
    closeAll(target);
    if (!target.closest(".shell-top, .bottom-bar")) place(target);
  },
  true,
);
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const menu = target.closest?.("details.menu[open]");
  if (menu && !menu.closest(".shell-top, .bottom-bar")) place(menu); // what came in may be larger
});
document.addEventListener("click", ({ target }) => closeAll(target.closest("details.menu")));
document.addEventListener("scroll", ({ target }) => target.closest?.(".menu-sheet") ?? closeAll(document.querySelector(".bottom-more")), true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
