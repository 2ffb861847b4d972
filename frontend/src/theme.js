// Loaded before the first paint: the theme of whoever is signed in, else the one last chosen in this browser.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function paint(theme) {
    const dark = theme === "dark" || (theme !== "light" && prefersDark.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
    root.dataset.themeChoice = theme;
    localStorage.setItem("theme", theme);
  }

  root.classList.add("js");
  paint(root.dataset.themeChoice ?? localStorage.getItem("theme") ?? "auto");
  prefersDark.addEventListener("change", () => paint(root.dataset.themeChoice));
  addEventListener("twofold:theme", (event) => paint(event.detail));
})();
