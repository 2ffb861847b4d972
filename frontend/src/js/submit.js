// A choice inside [data-submit-on-change] applies at once; forms keep a button for those without scripts.
document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-submit-on-change]") && target.matches("select, input[type=checkbox], input[type=radio]")) {
    target.form.requestSubmit();
  }
});
