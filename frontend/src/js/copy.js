// <input readonly data-copy>: a click or the tab key selects all of it, ready to be copied.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("input[data-copy]")) target.select();
});
