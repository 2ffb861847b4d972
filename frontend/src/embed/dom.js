// What both embedded scripts need. They run on pages of others: nothing global, no cookie, no HTML from strings (so that
// Trusted Types allow them), styles by constructed sheets (which no content security policy of the page forbids).

/** An element: `make("p", { class: "note" }, "words", child)`; what is false or null is left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return element;
}

/** A root of our own under an element, into which the page's styles do not reach, and ours not out of it. */
export function shelter(element, styles, { language, direction }) {
  const shadow = element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];
  const root = make("div", { class: "root", lang: language, dir: direction });
  shadow.append(root);
  return root;
}

/** Let a root follow the page, by day and by night. */
export function followLight(root, element) {
  const look = () => root.classList.toggle("is-dark", isDark(element));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(look, 50));
  look();
}

/** Whether the page writes light on dark just here. */
function isDark(element) {
  const { color } = getComputedStyle(element);
  const [red, green, blue] = color.match(/[\d.]+/g).map((part) => Number(part) * (color.startsWith("rgb") ? 1 : 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 128;
}

/** Ask one of our doors. @returns {{status: number, said: object}} status 0 when it could not be reached */
export async function ask(address, given) {
  return reach(address, given && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(given) });
}

/** Hand a file to one of our doors; larger ones take their time. */
export async function handFile(address, file) {
  const body = new FormData();
  body.append("file", file);
  return reach(address, { method: "POST", body }, 300_000);
}

async function reach(address, sent, patience = 20_000) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(address, { credentials: "omit", cache: "no-store", signal: stop.signal, ...sent });
    const said = answer.status === 204 ? {} : await answer.json();
    return { status: answer.status, said };
  } catch {
    return { status: 0, said: {} };
  } finally {
    clearTimeout(late);
  }
}

/** Random letters that nobody guesses. */
export function secret(bytes = 32) {
  const numbers = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...numbers)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Words with their web addresses made into links. */
export function linked(words) {
  return words.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, place) =>
    place % 2 ? make("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part);
}

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, Math.max(0, milliseconds)));
