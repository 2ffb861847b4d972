// <script src="…/embed/survey.js" data-survey="KEY" async></script>: asks a survey where the tag stands, or in data-into="#place".
import { ask, followLight, handFile, make, pause, shelter } from "./dom.js";
import { Questionnaire } from "./questionnaire.js";
import formStyles from "./form.css";
import styles from "./survey.css";

const tag = document.currentScript;
const address = new URL(`surveys/${tag.dataset.survey}/`, tag.src).href;

function place() {
  const home = make("div", { class: "twofold-survey" });
  const into = tag.dataset.into && document.querySelector(tag.dataset.into);
  if (into) into.replaceChildren(home);
  else if (document.head.contains(tag)) document.body.append(home);
  else tag.after(home);
  return home;
}

function show(home, plan) {
  const root = home.shadowRoot ? home.shadowRoot.firstElementChild : shelter(home, formStyles + styles, plan);
  root.lang = plan.language;
  root.dir = plan.direction;
  followLight(root, home);
  const shownAt = performance.now();
  let stamp = plan.stamp;
  const stage = make("div", {});
  const trap = () => make("div", { class: "trap", "aria-hidden": "true" }, make("label", {}, plan.words.trap, make("input", { name: plan.trap, tabindex: "-1", autocomplete: "off" })));
  const languages = plan.languages.length > 1 && make("p", { class: "languages" }, ...plan.languages.map(([code, name]) =>
    make("button", { type: "button", class: "link", lang: code, "aria-pressed": String(code === plan.language), onclick: () => draw(home, code) }, name)));
  root.replaceChildren(
    make("p", { class: "title", role: "heading", "aria-level": "2", part: "title" }, plan.title),
    plan.promise && make("p", { class: "promise", part: "promise" }, plan.promise),
    ...[languages].filter(Boolean), stage);

  async function send(fields, form, guess) {
    const given = () => ({ version: plan.version, language: plan.language, fields, guess, stamp, [plan.trap]: new FormData(form).get(plan.trap) || "" });
    await pause(plan.quickest * 1000 - (performance.now() - shownAt));
    const answer = await ask(address, given());
    if (answer.status !== 409 || !answer.said.stamp) return answer;
    stamp = answer.said.stamp; // it stood open for a day: once more, with a new stamp
    await pause(plan.quickest * 1000);
    return ask(address, given());
  }

  function done(beside) {
    const thanks = make("div", { class: "thanks", role: "status", tabindex: "-1", part: "thanks" }, ...[plan.thanks, ...beside].map((words) => make("p", {}, words)));
    root.replaceChildren(thanks);
    thanks.focus();
  }

  const upload = plan.takes_files && ((file) => handFile(`${address}files/?language=${encodeURIComponent(plan.language)}`, file));
  new Questionnaire(plan, { home: stage, send, done, upload, more: [trap()] });
}

async function draw(home, language = document.documentElement.lang.split("-")[0]) {
  const { status, said } = await ask(`${address}?language=${encodeURIComponent(language)}`);
  if (status === 200) show(home, said);
  else if (said.sentence) home.textContent = said.sentence;
  else console.error(`Twofold: the survey at ${address} cannot be loaded. Is this website named in its settings?`);
}

if (document.readyState === "loading" && document.head.contains(tag)) addEventListener("DOMContentLoaded", () => draw(place()));
else draw(place());
