// Tabs: the one that holds is in sight. The parts of a long record: which one is being read, and none that came back empty.
for (const chosen of document.querySelectorAll(".tabs [aria-current]")) {
  const bar = chosen.closest(".tabs");
  const [box, outer] = [chosen.getBoundingClientRect(), bar.getBoundingClientRect()];
  if (box.right > outer.right || box.left < outer.left) bar.scrollLeft += box.left - outer.left - (outer.width - box.width) / 2;
}

const sections = document.querySelector("[data-sections]");
const links = sections ? [...sections.querySelectorAll("a")] : [];
const part = (link) => document.getElementById(link.hash.slice(1));

function mark() {
  for (const link of links) link.hidden = !part(link)?.firstElementChild;
  const shown = links.filter((link) => !link.hidden);
  const line = sections.getBoundingClientRect().bottom + 48;
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
  const read = atEnd ? shown.at(-1) : shown.findLast((link) => part(link).getBoundingClientRect().top <= line) ?? shown[0];
  for (const link of links) {
    if (link === read) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (links.length) {
  let asked;
  const soon = () => {
    asked ??= requestAnimationFrame(() => {
      asked = undefined;
      mark();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  document.addEventListener("htmx:afterSettle", soon);
  mark();
}
