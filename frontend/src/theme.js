// Loaded before the first paint: the chosen theme, and the sign that scripts run.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function paint(theme) {
    const dark = theme === "dark" || (theme === "system" && prefersDark.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
    root.dataset.themeChoice = theme;
  }

  root.classList.add("js");
  paint(localStorage.getItem("theme") ?? "system");
  prefersDark.addEventListener("change", () => paint(root.dataset.themeChoice));
  addEventListener("twofold:theme", (event) => {
    localStorage.setItem("theme", event.detail);
    paint(event.detail);
  });
})();
