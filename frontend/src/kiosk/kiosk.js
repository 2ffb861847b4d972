// A kiosk: begins, asks, thanks, and begins anew by itself; also while there is no network.
import { ask, make, pause } from "../embed/dom.js";
import { Questionnaire } from "../embed/questionnaire.js";
import { Queue } from "./queue.js";

const THANKS = 6_000;
const PATIENCE = 2_500;
const IDLE = 60_000;
const LAST_CALL = 15;
const AGAIN = 60_000;
const CACHE = "kiosk-1"; // as in kiosk-worker.js

const main = document.querySelector(".kiosk");
const stage = main.querySelector(".kiosk-stage");
const state = main.querySelector(".kiosk-state");
const key = `twofold-kiosk:${main.dataset.key}`;
const queue = new Queue(key, main.dataset.sheets, tell);
let plan = null;
let isAsking = false;
let timers = [];

const later = (act, wait) => timers.push(setTimeout(act, wait));
const calm = () => timers.splice(0).forEach(clearTimeout);

/** The questions in a language: new ones where the house can be reached, else those that were kept. */
async function load(language = "") {
  const { status, said } = await ask(`${main.dataset.form}?language=${encodeURIComponent(language)}`);
  if (status === 200) {
    keep(said);
    return said;
  }
  if (status === 404 || status === 409) return { sentence: said.sentence };
  return kept(language);
}

function keep(said) {
  try {
    localStorage.setItem(`${key}:plan:${said.language}`, JSON.stringify(said));
    if (said.language === said.languages[0][0]) localStorage.setItem(`${key}:plan:`, JSON.stringify(said));
  } catch {
    // a full device asks the house each time
  }
}

const kept = (language) => JSON.parse(localStorage.getItem(`${key}:plan:${language}`) || "null");

async function begin() {
  calm();
  isAsking = false;
  const found = await load();
  if (isAsking) return;
  if (!found) {
    later(begin, AGAIN / 4);
    return stage.replaceChildren(make("p", { class: "kiosk-note" }, navigator.onLine ? "…" : "⌁"));
  }
  if (found.sentence || !found.pages) {
    later(begin, AGAIN);
    return stage.replaceChildren(make("p", { class: "kiosk-note" }, found.sentence || ""));
  }
  plan = found;
  for (const [code] of plan.languages.slice(1)) load(code);
  document.documentElement.lang = plan.language;
  document.documentElement.dir = plan.direction;
  const several = plan.languages.length > 1;
  const starts = plan.languages.map(([code, name]) =>
    make("button", { type: "button", class: "btn is-primary kiosk-begin", lang: several ? code : false, onclick: () => start(code) }, several ? name : plan.words.touch));
  const fill = document.fullscreenEnabled && !document.fullscreenElement &&
    make("button", { type: "button", class: "btn is-quiet kiosk-fill", onclick: () => document.documentElement.requestFullscreen().then(begin) }, plan.words.full_screen);
  stage.replaceChildren(...[plan.promise && make("p", { class: "answering-promise" }, plan.promise), make("div", { class: "kiosk-starts" }, ...starts), fill].filter(Boolean));
  tell();
  later(begin, 10 * AGAIN);
}

function start(language) {
  const chosen = language === plan.language ? plan : kept(language) || plan;
  isAsking = true;
  document.documentElement.lang = chosen.language;
  document.documentElement.dir = chosen.direction;
  const home = make("div", { class: "portal-card kiosk-sheet" });
  stage.replaceChildren(home);
  watch(home, chosen);
  new Questionnaire(chosen, {
    home,
    send: (fields, _form, guess) => keepSheet({ version: chosen.version, language: chosen.language, fields, guess }),
    done: (beside) => thank(chosen, beside),
  }).focus();
}

/** Keep a sheet on the device; whoever guessed waits a moment for what the house says to it, if it can be reached. */
async function keepSheet(sheet) {
  const acknowledged = queue.add(sheet);
  if (!acknowledged) return { status: 0, said: {} };
  const said = sheet.guess ? await Promise.race([acknowledged, pause(PATIENCE)]) : {};
  return { status: 201, said: said || {} };
}

function thank({ thanks }, beside) {
  calm();
  const said = [thanks, ...beside].map((words) => make("span", {}, words));
  const button = make("button", { type: "button", class: "portal-card kiosk-thanks", onclick: begin }, ...said);
  stage.replaceChildren(button);
  button.focus();
  later(begin, beside.length ? 2 * THANKS : THANKS);
}

/** Go back to the beginning when whoever answered has left. */
function watch(home, { words }) {
  const wake = () => {
    calm();
    document.querySelector(".kiosk-last")?.remove();
    if (home.isConnected) later(ask_once_more, IDLE);
  };
  function ask_once_more() {
    const note = make("p", {}, "");
    const box = make("div", { class: "kiosk-last", role: "alert" }, note, make("button", { type: "button", class: "btn is-primary", onclick: wake }, words.go_on));
    stage.append(box);
    for (let left = LAST_CALL; left >= 0; left -= 1) {
      later(() => (left ? (note.textContent = words.still_there.replace("%(seconds)s", left)) : begin()), (LAST_CALL - left) * 1_000);
    }
  }
  for (const kind of ["pointerdown", "keydown", "input"]) home.addEventListener(kind, wake);
  wake();
}

/** How many sheets wait, and what became of those that could not be taken. */
function tell() {
  if (!plan) return;
  const { words } = plan;
  const [waiting, refused] = [queue.read("waiting").length, queue.read("refused")];
  const parts = [];
  if (!navigator.onLine) parts.push(words.offline);
  if (waiting) parts.push(counted(waiting, words.waiting_one, words.waiting_many), queue.why);
  if (refused.length) parts.push(counted(refused.length, words.refused_one, words.refused_many).replace("%(why)s", refused.at(-1).why));
  state.textContent = parts.filter(Boolean).join(" · ");
}

const counted = (n, one, many) => (n === 1 ? one : many.replace("%(count)s", n));

/** Keep this page and what it is made of on the device; where there is no secure connection, it only lives as long as it is open. */
async function settle() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(main.dataset.worker, { scope: "/k/" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(CACHE);
  const parts = performance.getEntriesByType("resource").map(({ name }) => name.split("#")[0]).filter((name) => name.startsWith(`${location.origin}/static/`));
  await cache.addAll([location.href.split("#")[0], ...new Set(parts)]);
  main.dataset.isSettled = "";
}

for (const kind of ["online", "offline"]) addEventListener(kind, tell);
begin();
queue.flush();
const settleIfReached = () => settle().catch(() => setTimeout(settleIfReached, AGAIN)); // kept before, or the house is away just now
if (document.readyState === "complete") settleIfReached();
else addEventListener("load", settleIfReached);
