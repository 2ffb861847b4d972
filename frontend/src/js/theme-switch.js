// Three buttons: light, dark, as the device says.
import { keepPreference } from "./preferences.js";

const buttons = document.querySelectorAll("button[data-theme-choice]");

function show() {
  const { themeChoice } = document.documentElement.dataset;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === themeChoice));
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    dispatchEvent(new CustomEvent("twofold:theme", { detail: button.dataset.themeChoice }));
    keepPreference("theme", button.dataset.themeChoice);
  });
}
addEventListener("twofold:theme", show);
show();
