// <details class="menu"> behaves like a menu: one open at a time, closed by Escape or by a click elsewhere.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// Filters apply as soon as they are chosen; the button remains for those without scripts.
document.addEventListener("change", ({ target }) => {
  if (target.matches("form[data-autosubmit] select, form[data-autosubmit] input[type=checkbox]")) target.form.requestSubmit();
});
