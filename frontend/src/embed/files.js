// A file as an answer: sent as soon as it is chosen; the sheet carries the word by which the house knows it.
import { make, secret } from "./dom.js";

export function fileBox(questionnaire, { code }, { wording, help, problem }) {
  const { plan: { words }, fileNames, fields } = questionnaire;
  const id = `${code}-${secret(4)}`;
  const word = make("input", { type: "hidden", name: questionnaire.field(code) });
  const said = make("p", { class: "said", role: "alert" });
  const input = make("input", { id, type: "file", class: "form-control", "aria-invalid": problem ? "true" : false, onchange: () => send() });
  const away = make("button", { type: "button", class: "btn is-plain", onclick: () => (choose(""), input.focus()) }, words.file_away);
  const kept = make("p", { class: "answering-file", role: "status" });

  function hold(token) {
    word.value = token;
    input.value = "";
    const name = token && (fileNames[token] || "…");
    kept.replaceChildren(...(token ? [make("bdi", {}, name), away] : []));
  }

  function choose(token) {
    hold(token);
    questionnaire.changed();
  }

  async function send() {
    const [file] = input.files;
    if (!file) return;
    said.textContent = "";
    questionnaire.busy(true);
    const answer = await questionnaire.upload(file);
    questionnaire.busy(false);
    const isKept = answer.status === 201;
    if (isKept) fileNames[answer.said.word] = answer.said.name;
    else said.textContent = answer.said.sentence || words.file_failed;
    choose(isKept ? answer.said.word : word.value);
  }

  hold((fields[word.name] || [""])[0]);
  const accepted = make("p", { class: "field-help" }, words.file_help);
  return make("div", { class: "answering-question" }, make("label", { class: "answering-wording", for: id }, wording), ...help, accepted, problem, kept, word, input, said);
}
