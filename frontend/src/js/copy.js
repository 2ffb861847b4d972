// <input readonly data-copy>, or a textarea: a click or the tab key selects all of it, ready to be copied.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-copy]")) target.select();
});
