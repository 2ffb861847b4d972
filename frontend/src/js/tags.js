// <div data-tags><input></div>: the words of the input become chips; it goes on holding them, with commas between.
function enhance(field) {
  const kept = field.querySelector("input");
  if (!kept || field.querySelector(".tag-box")) return;
  const typed = kept.cloneNode();
  typed.removeAttribute("name");
  typed.className = "";
  typed.value = "";
  kept.type = "hidden";
  kept.removeAttribute("id");
  const box = document.createElement("div");
  box.className = "form-control tag-box";
  box.append(typed);
  kept.after(box);
  const words = () => kept.value.split(",").map((word) => word.trim()).filter(Boolean);

  function draw() {
    box.querySelectorAll(".chip").forEach((chip) => chip.remove());
    for (const word of words()) {
      const chip = document.createElement("span");
      const remove = document.createElement("button");
      chip.className = "chip is-plain";
      chip.textContent = word;
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", `${field.dataset.remove} ${word}`);
      remove.addEventListener("click", () => keep(words().filter((other) => other !== word)));
      chip.append(remove);
      typed.before(chip);
    }
  }

  function keep(now) {
    kept.value = [...new Set(now)].join(", ");
    kept.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
  }

  function take() {
    if (typed.value.trim()) keep([...words(), ...typed.value.split(",").map((word) => word.trim()).filter(Boolean)]);
    typed.value = "";
  }

  typed.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === ",") && typed.value.trim()) {
      event.preventDefault();
      take();
    } else if (event.key === "Backspace" && !typed.value) keep(words().slice(0, -1));
  });
  typed.addEventListener("blur", take);
  box.addEventListener("click", ({ target }) => target === box && typed.focus());
  draw();
}

document.querySelectorAll("[data-tags]").forEach(enhance);
document.addEventListener("htmx:load", ({ target }) => target.querySelectorAll("[data-tags]").forEach(enhance));
