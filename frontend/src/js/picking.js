// <form data-selection>: ticking rows shows what can be done with them. "toggled" tells others how many are ticked.
const boxes = (form) => [...form.querySelectorAll("input[data-row]")];

function show(form) {
  const all = boxes(form);
  const ticked = all.filter((box) => box.checked);
  for (const box of all) box.closest("tr").classList.toggle("is-selected", box.checked);
  const every = form.querySelector("input[data-all]");
  every.checked = ticked.length === all.length && ticked.length > 0;
  every.indeterminate = ticked.length > 0 && !every.checked;
  const bar = form.querySelector("[data-bulk]");
  bar.hidden = ticked.length === 0;
  const count = bar.querySelector("[data-bulk-count]");
  if (count) count.textContent = ticked.length;
  form.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { count: ticked.length, isWholePage: every.checked } }));
}

let last;
document.addEventListener("click", ({ target, shiftKey }) => {
  const form = target.closest("[data-selection]");
  if (!form) return;
  if (target.matches("input[data-all]")) for (const box of boxes(form)) box.checked = target.checked;
  if (target.matches("input[data-row]")) {
    const all = boxes(form);
    if (shiftKey && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(target)].sort((a, b) => a - b);
      for (const box of all.slice(from, to + 1)) box.checked = target.checked;
    }
    last = target;
  }
  if (target.closest("[data-bulk-none]")) for (const box of boxes(form)) box.checked = false;
  if (target.matches("input[data-all], input[data-row]") || target.closest("[data-bulk-none]")) show(form);
});
