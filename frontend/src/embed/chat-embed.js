// <script src="…/embed/chat.js" data-chat="KEY" async></script>: a chat in the corner of the page.
import { aside } from "./chat-aside.js";
import { News } from "./chat-news.js";
import { Session } from "./chat-session.js";
import { view } from "./chat-view.js";
import { ask, make, pause, secret } from "./dom.js";

const tag = document.currentScript;
const key = tag.dataset.chat;
const address = new URL(`chats/${key}/`, tag.src).href;
const session = new Session(key);

function begin(home, plan) {
  const { words } = plan;
  let shownAt = performance.now();
  let isOpen = false, isBusy = false, unread = 0, stamp = plan.stamp, sending = {};
  const post = (act, given) => ask(`${address}${act}/`, { secret: session.secret, ...given });
  const shown = view(home, plan, {
    open: () => turn(true),
    close: () => turn(false),
    typed: () => news.wait > 5_000 && news.hurry(),
    leave: () => beside.goodbye(),
    send,
  });
  const beside = aside(shown.aside, plan, post, end);
  const news = new News({ address, session, isLookedAt: () => isOpen, told });

  function turn(state, takesFocus = true) {
    isOpen = state;
    session.keep({ isOpen });
    shown.open(isOpen, takesFocus);
    if (isOpen) shown.count((unread = 0));
    news.hurry();
  }

  async function send(text, name) {
    if (isBusy || !text.trim()) return;
    if (sending.text !== text) sending = { text, number: secret(12).replaceAll("_", "-") };
    isBusy = true;
    shown.busy(true);
    shown.fail("");
    const isFirst = !session.secret;
    session.begin();
    if (isFirst) await pause(plan.quickest * 1000 - (performance.now() - shownAt));
    const given = () => ({ words: text, number: sending.number, ...(isFirst && { stamp, name }) });
    let answer = await post("say", given());
    if (answer.status === 409 && answer.said.stamp) {
      stamp = answer.said.stamp;
      await pause(plan.quickest * 1000);
      answer = await post("say", given());
    }
    isBusy = false;
    shown.busy(false);
    if (answer.status === 201) {
      shown.text.value = "";
      sending = {};
      news.tell(200, answer.said);
      news.wait = 3_000;
      news.plan(news.wait);
      return;
    }
    if (isFirst && answer.status) session.end(); // else it may have arrived: the same words are sent again as the same
    if (answer.status === 409 && !answer.said.stamp) return gone(answer.said.sentence);
    shown.fail(answer.said.sentence || Object.values(answer.said.errors || {})[0] || words.unreachable);
  }

  function told(status, said) {
    if (status === 200) {
      const fresh = shown.say(said.said);
      if (!isOpen && isFollowed) shown.count((unread += fresh));
      isFollowed = true;
      if (said.is_closed) beside.say(words.closed);
      else beside.know(said.address);
      shown.fail("");
    } else if (status === 409) gone(said.sentence);
    else if (status === 0) shown.fail(words.trying);
    else if (status === 204) shown.fail("");
    else if (status !== 429) session.end();
  }

  async function end() {
    await post("end", {});
    gone(words.ended);
  }

  function gone(sentence) {
    session.end();
    news.since = "";
    stamp = "";
    shown.hideWriting(true);
    shown.end.hidden = true;
    beside.say(sentence, words.begin, anew);
    shown.aside.querySelector("button").focus();
  }

  async function anew() {
    const { said } = await ask(address);
    stamp = said.stamp || "";
    shownAt = performance.now();
    shown.greet();
    shown.say([]);
    beside.clear();
    shown.hideWriting(false);
    shown.text.focus();
  }

  let isFollowed = false; // what was said before this page was opened is no news
  if (session.isOpen) turn(true, false);
  else if (session.secret) news.plan(0);
}

async function draw() {
  const { status, said } = await ask(address);
  if (status === 200) {
    const home = make("div", { class: "twofold-chat" });
    document.body.append(home);
    begin(home, said);
  } else if (status !== 410) console.error(`Twofold: the chat at ${address} cannot be loaded. Is this website named in its settings?`);
}

if (document.body) draw();
else addEventListener("DOMContentLoaded", draw);
