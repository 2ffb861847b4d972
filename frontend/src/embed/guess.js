// The guess before the results: asked after the last page, as the pages of the house ask it.
import { make, secret } from "./dom.js";

const NUMBER = /^-?\d+([.,]\d+)?$/;

export class Guess {
  /** @param {import("./questionnaire.js").Questionnaire} questionnaire @param {object} question whose result is guessed */
  constructor(questionnaire, question) {
    const values = question.options.map(([value]) => value);
    Object.assign(this, { questionnaire, question, low: Math.min(...values), high: Math.max(...values) });
  }

  words(name) {
    return this.questionnaire.plan.words[name].replace("%(low)s", this.low).replace("%(high)s", this.high);
  }

  isOnScale(text) {
    const guess = Number(text.replace(",", "."));
    return !text || (NUMBER.test(text) && guess >= this.low && guess <= this.high);
  }

  draw() {
    const { questionnaire: all, question } = this;
    const { words } = all.plan;
    const id = `guess-${secret(4)}`;
    const input = make("input", { id, class: "form-control answering-number", inputmode: "decimal", maxlength: 12, autocomplete: "off", "aria-describedby": `${id}-help` });
    all.said = make("p", { class: "said", role: "alert", part: "error" });
    all.button = make("button", { type: "submit", class: "btn is-primary", part: "button" }, words.send);
    const back = make("button", { type: "button", class: "btn is-plain", onclick: () => (all.draw(), all.focus()) }, words.back);
    const send = (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (all.isBusy) return;
      if (this.isOnScale(text)) return all.handIn(text);
      input.setAttribute("aria-invalid", "true");
      all.said.textContent = this.words("guess_range");
      input.focus();
    };
    const ends = (question.low_label || question.high_label) && make("p", { class: "answering-ends", "aria-hidden": "true" }, make("span", {}, question.low_label), make("span", {}, question.high_label));
    all.form = make("form", { class: "form", novalidate: true, "aria-label": all.plan.title, onsubmit: send },
      make("h2", {}, words.guess),
      make("div", { class: "answering-question" },
        make("p", {}, all.say(question.wording, all.reached().given)),
        make("label", { class: "answering-wording", for: id }, words.guess_asks),
        make("p", { class: "field-help", id: `${id}-help` }, this.words("guess_help")), input, ends),
      ...(all.more || []), all.said, make("div", { class: "form-actions" }, all.button, back));
    all.home.replaceChildren(all.form);
    input.focus({ preventScroll: true });
    all.home.scrollIntoView?.({ block: "nearest" });
  }
}
