// Three buttons: light, dark, as the system says.
const buttons = document.querySelectorAll("[data-theme-choice]:not(html)");

function show() {
  const { themeChoice } = document.documentElement.dataset;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === themeChoice));
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    dispatchEvent(new CustomEvent("twofold:theme", { detail: button.dataset.themeChoice }));
    show();
  });
}
show();
