// A questionnaire that a script leads through: page after page, what leads where, and words with earlier answers in them.
// The server decides what counts (surveys/questionnaire); this only has to ask the same.
import { make, secret } from "./dom.js";
import { face } from "./faces.js";
import { fileBox } from "./files.js";
import { Guess } from "./guess.js";

const PLACE = /\{([A-Za-z][A-Za-z0-9_.-]{0,59})\}/g;
const NOTHING = "\0"; // stands for a moment where a place stays empty, as in surveys/questionnaire/piping.py
const BEFORE_AN_END = /\s*[,،;:]?\s*\0(?=\s*[.!?؟]|$)/g;
const ELSEWHERE = /\0\s*[,،;:]?\s*/g;
const AMOUNT = /^-?\d{1,13}([.,]\d{1,4})?$/;

/** Whether a rule holds, given code → number, numbers or text. */
function holds(rule, given) {
  const { all, conditions } = rule;
  if (!conditions.length) return true;
  return all ? conditions.every((one) => isMet(one, given)) : conditions.some((one) => isMet(one, given));
}

function isMet(condition, given) {
  if (!condition) return false; // about where one belongs, of which nothing is known here
  const { question, op, value } = condition;
  const answer = given[question];
  const isGiven = answer !== undefined;
  if (op === "answered") return isGiven;
  const among = (values) => isGiven && [answer].flat().some((one) => values.includes(one));
  if (op === "is_not") return !among([value]);
  if (op === "at_least") return isGiven && answer >= value;
  if (op === "at_most") return isGiven && answer <= value;
  return among([value].flat());
}

export class Questionnaire {
  /**
   * @param {object} plan as `web/answering/described.py` says it
   * @param {{home: Element, send: (fields: object, form: Element, guess?: string) => Promise<{status: number, said: object}>,
   *   done: (beside: string[]) => void, more?: Element[], upload?: (file: File) => Promise<{status: number, said: object}>}} parts
   */
  constructor(plan, parts) {
    Object.assign(this, { plan, ...parts, fields: {}, fileNames: {}, at: 0, isBusy: false });
    this.draw();
  }

  field(code) {
    return this.plan.prefix + code;
  }

  /** What was answered to a question: code → number, numbers or text; its rows' codes for a matrix. */
  answered(question) {
    const texts = (code) => (this.fields[this.field(code)] || []).map((text) => text.trim()).filter(Boolean);
    const numbers = (code) => texts(code).map(Number);
    const { code, shape } = question;
    if (shape === "matrix") return Object.fromEntries(question.rows.map((row) => [row.code, numbers(row.code)[0]]));
    if (shape === "scale" || shape === "choice") return { [code]: numbers(code)[0] };
    if (shape === "choices") return { [code]: texts(code).length ? numbers(code) : undefined };
    if (shape === "ranking") {
      const placed = question.options.map(([value]) => [numbers(`${code}.${value}`)[0], value]).filter(([place]) => place !== undefined);
      return { [code]: placed.length ? placed.sort(([a], [b]) => a - b).map(([, value]) => value) : undefined };
    }
    return { [code]: texts(code)[0] };
  }

  /** The pages on one's way, with the questions shown there; and what was answered on it. */
  reached() {
    const given = {}, pages = [];
    for (const page of this.plan.pages) {
      if (!holds(page.rule, given)) continue;
      const questions = page.questions.filter((one) => one.shape !== "file" || this.upload);
      const shown = questions.filter((one) => {
        const isShown = holds(one.rule, given);
        if (isShown) Object.assign(given, clean(this.answered(one)));
        return isShown;
      });
      if (shown.length) pages.push({ page, shown, questions });
    }
    return { pages, given };
  }

  say(words, given) {
    return withoutGaps(words.replace(PLACE, (_all, place) => (this.plan.names[place] ?? this.inWords(place, given)) || NOTHING));
  }

  inWords(code, given) {
    const question = this.plan.pages.flatMap((page) => page.questions).find((one) => one.code === code);
    if (!question || given[code] === undefined) return "";
    if (question.shape === "file") return this.fileNames[given[code]] ?? "";
    const labels = new Map(question.options);
    return [given[code]].flat().map((value) => labels.get(value) ?? value).join(", ");
  }

  draw(errors = {}, sentence = "") {
    const { words } = this.plan;
    const { pages, given } = this.reached();
    this.at = Math.min(this.at, pages.length - 1);
    const { page, questions } = pages[this.at];
    this.boxes = new Map(questions.map((one) => [one, this.box(one, given, errors)]));
    this.said = make("p", { class: "said", role: "alert", part: "error" }, sentence);
    this.button = make("button", { type: "submit", class: "btn is-primary", part: "button" });
    const back = this.at > 0 && make("button", { type: "button", class: "btn is-plain", onclick: () => this.back() }, words.back);
    this.form = make("form", { class: "form", novalidate: true, "aria-label": this.plan.title, onsubmit: (event) => this.goOn(event), onchange: () => this.changed() },
      pages.length > 1 && make("p", { class: "answering-page" }, words.page.replace("%(number)s", this.at + 1).replace("%(count)s", pages.length)),
      page.title && make("h2", {}, this.say(page.title, given)),
      this.mistakes(errors, given),
      ...this.boxes.values(), ...(this.more || []), this.said,
      make("div", { class: "form-actions" }, this.button, back));
    this.changed();
    this.home.replaceChildren(this.form);
  }

  /** What needs another look, each line leading there; nothing where all is well. */
  mistakes(errors, given) {
    const wrong = [...this.boxes.keys()].flatMap((one) => [one, ...one.rows]).filter(({ code }) => code in errors);
    if (!wrong.length) return null;
    const lines = wrong.map(({ code, wording }) => make("li", {}, make("button", { type: "button", onclick: () => this.lead(code) }, this.say(wording, given))));
    return make("div", { class: "answering-mistakes", role: "alert", part: "error" }, this.plan.words.mistakes, make("ul", { class: "answering-problems" }, ...lines));
  }

  lead(code) {
    const line = this.form.querySelector(`[data-of="${code}"]`);
    line?.closest(".answering-row, .answering-question").querySelector("input:not([type=hidden]), textarea")?.focus();
  }

  box(question, given, errors) {
    const { code, shape } = question;
    const said = (of) => (errors[of] ? make("ul", { class: "errorlist", "data-of": of }, make("li", {}, errors[of])) : "");
    const help = [question.help && make("p", { class: "field-help" }, this.say(question.help, given))];
    const wording = this.say(question.wording, given);
    const typed = (name) => (this.fields[name] || [""])[0];
    const name = this.field(code);
    if (shape === "file") return fileBox(this, question, { wording, help, problem: said(code) });
    if (["text", "number", "date"].includes(shape)) {
      const id = `${code}-${secret(4)}`;
      const common = { id, name, class: "form-control", "aria-invalid": errors[code] ? "true" : false };
      const control = shape === "text" ? make("textarea", { ...common, rows: 4, maxlength: question.longest })
        : make("input", { ...common, ...(shape === "date" ? { type: "date" } : { inputmode: "decimal", maxlength: 18 }) });
      control.value = typed(name);
      return make("div", { class: "answering-question" }, make("label", { class: "answering-wording", for: id }, wording), ...help, said(code), control);
    }
    const legend = make("legend", { class: "answering-wording" }, wording);
    if (shape === "ranking") help.push(make("p", { class: "field-help" }, this.plan.words.ranking));
    const lines = shape === "matrix"
      ? question.rows.map((row) => make("div", { class: "answering-row", role: "radiogroup", "aria-label": row.wording }, make("span", {}, this.say(row.wording, given)), said(row.code), this.steps(question, this.field(row.code))))
      : [shape === "scale" ? this.steps(question, name) : this.options(question, name)];
    const ends = (question.low_label || question.high_label) && make("p", { class: "answering-ends", "aria-hidden": "true" }, make("span", {}, question.low_label), make("span", {}, question.high_label));
    return make("fieldset", { class: "answering-question" }, legend, ...help, said(code), ...lines, ends);
  }

  steps(question, name) {
    const chosen = this.fields[name] || [];
    return make("div", { class: "answering-scale" }, ...question.options.map(([value, label], place) =>
      make("label", {}, make("input", { type: "radio", name, value, checked: chosen.includes(String(value)), "aria-label": label }),
        make("span", { class: question.is_faces ? "is-face" : "", "aria-hidden": "true" }, question.is_faces ? face(place) : label))));
  }

  options(question, name) {
    if (question.shape === "ranking") {
      return make("ul", { class: "answering-ranking" }, ...question.options.map(([value, label]) => {
        const input = make("input", { class: "form-control answering-number", name: `${name}.${value}`, inputmode: "numeric", maxlength: 2 });
        input.value = (this.fields[input.name] || [""])[0];
        return make("li", {}, make("label", { class: "answering-place" }, input, ` ${label}`));
      }));
    }
    const chosen = this.fields[name] || [];
    const type = question.shape === "choices" ? "checkbox" : "radio";
    return make("div", { class: "answering-options" }, ...question.options.map(([value, label]) =>
      make("label", {}, make("input", { type, name, value, checked: chosen.includes(String(value)) }), make("span", {}, label))));
  }

  /** Keep what stands on the page, and show the questions that it leads to. */
  changed() {
    for (const control of this.form.elements) if (control.name.startsWith(this.plan.prefix)) delete this.fields[control.name];
    for (const [name, text] of new FormData(this.form)) {
      if (name.startsWith(this.plan.prefix) && text.trim()) (this.fields[name] ||= []).push(text);
    }
    const { pages, given } = this.reached();
    const { shown } = pages[this.at] || { shown: [] };
    this.button.textContent = this.at + 1 < pages.length ? this.plan.words.next : this.plan.words.send;
    for (const [question, box] of this.boxes) {
      box.hidden = !shown.includes(question);
      box.querySelector(".answering-wording").textContent = this.say(question.wording, given);
    }
  }

  /** What is wrong on a page, as the server would say it. */
  wrong(shown) {
    const errors = {}, { words } = this.plan;
    for (const question of shown) {
      const given = clean(this.answered(question));
      const codes = question.shape === "matrix" ? question.rows.map((row) => row.code) : [question.code];
      for (const code of codes) if (question.is_required && given[code] === undefined) errors[code] = words.needed;
      if (question.shape === "number" && given[question.code] && !AMOUNT.test(given[question.code])) errors[question.code] = words.number;
      if (question.shape === "ranking" && !this.isWhole(question)) errors[question.code] = words.places;
    }
    return errors;
  }

  isWhole({ code, options }) {
    const places = options.map(([value]) => (this.fields[this.field(`${code}.${value}`)] || [""])[0].trim()).filter(Boolean);
    return places.every((place) => /^\d{1,2}$/.test(place)) && places.map(Number).sort((a, b) => a - b).every((place, index) => place === index + 1);
  }

  back() {
    this.changed();
    this.at -= 1;
    this.draw();
    this.focus();
  }

  async goOn(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.changed();
    const { pages } = this.reached();
    const errors = this.wrong(pages[this.at].shown);
    if (Object.keys(errors).length) return this.fail(errors);
    if (this.at + 1 < pages.length) {
      this.at += 1;
      this.draw();
      return this.focus();
    }
    const guessed = pages.flatMap(({ shown }) => shown).find((one) => one.code === this.plan.guess);
    if (guessed && this.plan.words.guess) return new Guess(this, guessed).draw();
    await this.handIn();
  }

  /** @param {string} [guess] what they think that all answer */
  async handIn(guess) {
    this.busy(true);
    const { status, said } = await this.send(this.fields, this.form, guess);
    this.busy(false);
    if (status === 201) return this.done(said.beside || []);
    if (said.errors) return this.fail(said.errors);
    this.said.textContent = said.sentence || this.plan.words.unreachable;
  }

  /** Show the first page on which something is wrong. */
  fail(errors) {
    const { pages } = this.reached();
    const codes = (one) => [one.code, ...one.rows.map((row) => row.code)];
    const first = pages.findIndex(({ shown }) => shown.some((one) => codes(one).some((code) => code in errors)));
    if (first >= 0) this.at = first;
    this.draw(errors);
    this.lead(this.form.querySelector(".errorlist")?.dataset.of);
  }

  focus() {
    this.form.querySelector("input:not([hidden]), textarea")?.focus({ preventScroll: true });
    this.home.scrollIntoView?.({ block: "nearest" });
  }

  busy(state) {
    this.isBusy = state;
    this.button.setAttribute("aria-disabled", String(state));
    this.button.textContent = state ? this.plan.words.sending : this.plan.words.send;
  }
}

/** “, how was it?” and “Thank you, .” made “How was it?” and “Thank you.” */
function withoutGaps(text) {
  if (!text.includes(NOTHING)) return text;
  const whole = text.replace(BEFORE_AN_END, "").replace(ELSEWHERE, "");
  return text.startsWith(NOTHING) ? whole.slice(0, 1).toUpperCase() + whole.slice(1) : whole;
}

function clean(given) {
  return Object.fromEntries(Object.entries(given).filter(([, answer]) => answer !== undefined && !Number.isNaN(answer)));
}
