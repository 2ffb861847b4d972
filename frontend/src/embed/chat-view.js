// How the chat looks: a button in the corner, and the panel that opens from it.
import { followLight, linked, make, shelter } from "./dom.js";
import styles from "./chat.css";

const SIGN = ["M4 4h16v12H9l-5 4z", "M6 6l12 12M18 6L6 18"];

function drawing(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Everything that is drawn, with the acts of `does`: open, close, send, typed, address, copy, code, end. */
export function view(home, plan, does) {
  const { words } = plan;
  const root = shelter(home, styles, plan);
  followLight(root, document.body);
  const badge = make("span", { class: "badge", hidden: true });
  const launcher = make("button", { type: "button", class: "launcher", part: "launcher", "aria-expanded": "false", "aria-label": words.open, onclick: does.open }, drawing(SIGN[0]), badge);
  const heard = make("p", { class: "unseen", role: "status" });
  const log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
  const mistake = make("p", { class: "error", role: "alert" });
  const name = plan.asks_name && make("input", { name: "name", maxlength: 200, autocomplete: "name", "aria-label": words.name, placeholder: `${words.name} (${words.optional})` });
  const text = make("textarea", { name: "words", rows: 2, maxlength: plan.longest, "aria-label": words.message, placeholder: words.message, oninput: does.typed, onkeydown: enter });
  const button = make("button", { type: "submit", class: "main", part: "button" }, words.send);
  const form = make("form", { class: "writing", novalidate: true, onsubmit: send }, name, mistake, make("div", { class: "row" }, text, button));
  const end = make("button", { type: "button", class: "plain", hidden: true, "aria-label": words.end, onclick: does.leave }, words.leave);
  const close = make("button", { type: "button", class: "sign", "aria-label": words.close, onclick: does.close }, drawing(SIGN[1]));
  const aside = make("div", { class: "aside" });
  const head = make("header", {}, make("div", { class: "grow" }, make("p", { class: "title", role: "heading", "aria-level": "2" }, plan.title || words.open),
    make("p", { class: plan.is_here ? "hours is-here" : "hours" }, plan.hours)), end, close);
  const panel = make("section", { class: "panel", part: "panel", role: "dialog", "aria-label": plan.title || words.open, hidden: true, onkeydown: escape }, head, log, aside, form);
  const shown = new Set();
  root.append(heard, panel, launcher);
  greet();

  function greet() {
    shown.clear();
    const said = [plan.greeting, plan.away].filter(Boolean).join("\n\n");
    log.replaceChildren(...[said && make("div", { class: "line is-ours" }, make("p", {}, ...linked(said))),
      plan.privacy && make("p", { class: "note" }, ...linked(plan.privacy))].filter(Boolean));
  }

  function enter(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  }

  function escape(event) {
    if (event.key === "Escape") does.close();
  }

  function send(event) {
    event.preventDefault();
    does.send(text.value, name ? name.value : "");
  }

  function line(one) {
    const when = new Date(one.at);
    const clock = when.toLocaleTimeString(plan.language, { hour: "2-digit", minute: "2-digit" });
    const who = one.ours ? one.who || words.we : words.you;
    return make("div", { class: one.ours ? "line is-ours" : "line" },
      make("p", { class: one.ours ? "who" : "who unseen" }, who), make("p", { dir: "auto" }, ...linked(one.words)),
      make("time", { datetime: one.at, dir: "auto" }, clock));
  }

  return {
    panel, log, text, button, end, aside, launcher,
    greet,
    /** Add what is not shown yet. @returns how many lines of ours are new */
    say(said) {
      const fresh = said.filter(({ id }) => !shown.has(id));
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
      for (const one of fresh) {
        shown.add(one.id);
        log.append(line(one));
      }
      if (fresh.length && (isAtEnd || fresh.some(({ ours }) => !ours))) log.scrollTop = log.scrollHeight;
      end.hidden = !shown.size;
      if (name) name.hidden = Boolean(shown.size);
      return fresh.filter(({ ours }) => ours).length;
    },
    open(isOpen, takesFocus) {
      panel.hidden = !isOpen;
      launcher.hidden = isOpen;
      launcher.setAttribute("aria-expanded", String(isOpen));
      root.classList.toggle("is-open", isOpen);
      if (isOpen) log.scrollTop = log.scrollHeight;
      if (takesFocus) (isOpen ? (text.disabled ? close : text) : launcher).focus();
    },
    count(news) {
      badge.textContent = news || "";
      badge.hidden = !news;
      launcher.setAttribute("aria-label", news ? `${words.open} (${words.new}: ${news})` : words.open);
      heard.textContent = news ? words.new : "";
    },
    busy(state) {
      button.setAttribute("aria-disabled", String(state));
    },
    fail(sentence) {
      mistake.textContent = sentence;
    },
    hideWriting(state) {
      form.hidden = state;
    },
  };
}
