// What stands between what was said and where one writes: the address to answer to, and the way out.
import { make } from "./dom.js";

/** @param {{words: object, mails: boolean}} plan @param {(act: string, given: object) => Promise<{status: number, said: object}>} post */
export function aside(box, plan, post, leave) {
  const { words } = plan;
  let address = "";

  function one(form) {
    const error = make("p", { class: "error", role: "alert" });
    const input = make("input", { ...form.input, "aria-label": form.label, placeholder: form.label });
    return make("form", { novalidate: true, onsubmit: handIn }, form.why && make("p", { class: "note" }, form.why),
      make("div", { class: "row" }, input, make("button", { type: "submit", class: "plain" }, form.button)), error);

    async function handIn(event) {
      event.preventDefault();
      const { status, said } = await form.send(input.value);
      if (status >= 200 && status < 300) return form.done(said);
      error.textContent = said.sentence || Object.values(said.errors || {})[0] || words.unreachable;
      input.focus();
    }
  }

  const email = (value) => ({ type: "email", dir: "ltr", autocomplete: "email", maxlength: 254, value });

  function askAddress() {
    box.replaceChildren(one({
      why: words.address_why, label: words.address, input: email(address), button: words.keep,
      send: (value) => post("address", { address: value }),
      done: (said) => { address = said.address; rest(); },
    }));
    box.querySelector("input").focus();
  }

  /** Say where the answer goes, or offer to leave an address. */
  function rest() {
    if (!plan.mails) return box.replaceChildren();
    const sentence = address ? words.address_kept.replace("%(address)s", `\u2068${address}\u2069`) : words.address_why;
    const change = make("button", { type: "button", class: "link", onclick: askAddress }, address ? words.change : words.leave_address);
    box.replaceChildren(make("p", { class: "note" }, sentence, " ", change));
  }

  function askCode(sentence) {
    box.replaceChildren(one({
      why: sentence, label: words.code, input: { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 12, dir: "ltr" }, button: words.copy,
      send: (value) => post("copy", { code: value }),
      done: (said) => { goodbye(said.sentence); },
    }), ways());
    box.querySelector("input").focus();
  }

  const ways = () => make("div", { class: "row ways" },
    make("button", { type: "button", class: "main", onclick: leave }, words.end),
    make("button", { type: "button", class: "plain", onclick: rest }, words.stay));

  /** Ask whether to end it, and offer a copy. */
  function goodbye(sentence = words.end_ask) {
    const copy = plan.mails && sentence === words.end_ask && one({
      why: "", label: words.address, input: email(address), button: words.copy,
      send: async (value) => {
        const kept = await post("address", { address: value });
        if (kept.status === 200) address = kept.said.address;
        return kept.status === 200 ? post("copy", {}) : kept;
      },
      done: (said) => askCode(said.sentence),
    });
    box.replaceChildren(...[make("p", { class: "note", role: "status" }, sentence), copy, ways()].filter(Boolean));
    box.querySelector("button.main").focus();
  }

  return {
    goodbye,
    know(given) {
      const isNew = given !== undefined && given !== address;
      if (isNew) address = given;
      if (isNew || !box.childElementCount) rest();
    },
    say(sentence, label, act) {
      box.replaceChildren(make("p", { class: "note", role: "status" }, sentence), label ? make("button", { type: "button", class: "plain", onclick: act }, label) : "");
    },
    clear: () => box.replaceChildren(),
  };
}
