// <script src="…/embed/form.js" data-form="KEY" async></script>: draws the form where the tag stands, or in data-into="#place".
import { ask, followLight, linked, make, pause, secret, shelter } from "./dom.js";
import styles from "./form.css";

const tag = document.currentScript;
const address = new URL(`forms/${tag.dataset.form}/`, tag.src).href;
const isPreview = "preview" in tag.dataset;

function place() {
  const home = make("div", { class: "twofold-form" });
  const into = tag.dataset.into && document.querySelector(tag.dataset.into);
  if (into) into.replaceChildren(home);
  else if (document.head.contains(tag)) document.body.append(home);
  else tag.after(home);
  return home;
}

/** One field with its label and the place where its mistake is said. */
function field(one, words) {
  const id = `${one.name}-${secret(4)}`;
  const error = make("p", { class: "error", id: `${id}-error`, part: "error", hidden: true });
  const label = [one.label, one.required ? "" : make("span", { class: "optional" }, ` (${words.optional})`)];
  const common = { id, name: one.name, part: "control", required: one.required, "aria-describedby": error.id };
  if (one.kind === "radio") {
    const choices = one.choices.map(([value, said]) =>
      make("label", { class: "choice" }, make("input", { type: "radio", name: one.name, value, required: one.required, "aria-describedby": error.id }), said));
    return { error, box: make("fieldset", { class: "field" }, make("legend", { part: "label" }, ...label), ...choices, error) };
  }
  const control = one.kind === "choice"
    ? make("select", common, make("option", { value: "" }, words.choose), ...one.choices.map(([value, said]) => make("option", { value }, said)))
    : one.kind === "long"
      ? make("textarea", { ...common, rows: 6, maxlength: one.longest })
      : make("input", { ...common, type: one.kind, maxlength: one.longest, autocomplete: one.autocomplete, dir: one.kind === "email" ? "ltr" : "auto" });
  return { error, box: make("div", { class: "field" }, make("label", { for: id, part: "label" }, ...label), control, error) };
}

function show(home, plan) {
  const { words } = plan;
  const root = home.shadowRoot ? home.shadowRoot.firstElementChild : shelter(home, styles, plan);
  followLight(root, home);
  const fields = new Map(plan.fields.map((one) => [one.name, field(one, words)]));
  const said = make("p", { class: "said", role: "alert", part: "error" });
  const button = make("button", { type: "submit", part: "button" }, words.send);
  const trap = make("div", { class: "trap", "aria-hidden": "true" }, make("label", {}, words.trap, make("input", { name: plan.trap, tabindex: "-1", autocomplete: "off" })));
  const shownAt = performance.now();
  let stamp = plan.stamp;
  let isBusy = false;

  const form = make("form", { novalidate: true, "aria-label": plan.title, onsubmit: handIn },
    plan.title && make("p", { class: "title", role: "heading", "aria-level": "2", part: "title" }, plan.title),
    plan.intro && make("p", { class: "intro", part: "intro" }, ...linked(plan.intro)),
    ...[...fields.values()].map(({ box }) => box),
    trap,
    plan.privacy && make("p", { class: "privacy", part: "privacy" }, ...linked(plan.privacy)),
    said,
    button);
  root.replaceChildren(form);

  async function handIn(event) {
    event.preventDefault();
    if (isBusy) return;
    if (isPreview) return tell(words.preview);
    busy(true);
    mark({});
    await pause(plan.quickest * 1000 - (performance.now() - shownAt));
    let answer = await ask(address, { ...Object.fromEntries(new FormData(form)), stamp });
    if (answer.status === 409 && answer.said.stamp) {  // it stood open for a day: once more, with a new stamp
      stamp = answer.said.stamp;
      await pause(plan.quickest * 1000);
      answer = await ask(address, { ...Object.fromEntries(new FormData(form)), stamp });
    }
    busy(false);
    if (answer.status === 201) return thank(answer.said.thanks);
    mark(answer.said.errors || {});
    const general = answer.said.sentence || answer.said.errors?.__all__;
    tell(general || (answer.said.errors ? words.mistakes : words.unreachable));
    root.querySelector("[aria-invalid=true]")?.focus();
  }

  function busy(state) {
    isBusy = state;
    button.setAttribute("aria-disabled", String(state));
    button.textContent = state ? words.sending : words.send;
    if (state) tell("");
  }

  function tell(sentence) {
    said.textContent = sentence;
  }

  function mark(errors) {
    for (const [name, { box, error }] of fields) {
      error.textContent = errors[name] || "";
      error.hidden = !errors[name];
      for (const control of box.querySelectorAll("input, select, textarea")) control.setAttribute("aria-invalid", String(Boolean(errors[name])));
    }
  }

  function thank(sentence) {
    const again = make("button", { type: "button", class: "again", part: "button", onclick: () => draw(home) }, words.another);
    const thanks = make("div", { class: "thanks", role: "status", tabindex: "-1", part: "thanks" }, make("p", {}, ...linked(sentence)), again);
    root.replaceChildren(thanks);
    thanks.focus();
  }
}

async function draw(home) {
  const { status, said } = await ask(address);
  if (status === 200) show(home, said);
  else if (said.sentence) home.textContent = said.sentence;
  else console.error(`Twofold: the form at ${address} cannot be loaded. Is this website named in its settings?`);
}

if (document.readyState === "loading" && document.head.contains(tag)) addEventListener("DOMContentLoaded", () => draw(place()));
else draw(place());
