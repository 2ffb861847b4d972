// The editor of an attribute's choices: more lines, another order; and choices only where the kind has some.

document.addEventListener("click", (event) => {
  const up = event.target.closest("[data-choice-up]");
  if (up) {
    const line = up.closest("li");
    const above = line.previousElementSibling;
    if (above) above.before(line);
    up.focus();
    line.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const add = event.target.closest("[data-choice-add]");
  if (add) {
    const lines = add.closest(".field").querySelector("[data-choices]");
    const line = lines.querySelector("[data-choice-blank]").cloneNode(true);
    line.querySelector(".form-control").value = "";
    lines.append(line);
    line.querySelector(".form-control").focus();
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-attribute-form] select[name=kind]")) showWhatFits(event.target);
});

function showWhatFits(select) {
  const field = select.form.querySelector("[data-choices]")?.closest(".field");
  if (field) field.hidden = !select.value.startsWith("choice");
}

function begin() {
  for (const button of document.querySelectorAll("[data-choice-up], [data-choice-add]")) button.hidden = false;
  for (const lines of document.querySelectorAll("[data-choices]")) {
    const blanks = [...lines.querySelectorAll("[data-choice-blank]")];
    for (const blank of blanks.slice(lines.children.length > blanks.length ? 1 : 2)) blank.remove();
  }
  for (const select of document.querySelectorAll("[data-attribute-form] select[name=kind]")) showWhatFits(select);
}

begin();
