// What a page keeps of a chat, in its own sessionStorage: gone with the tab, and never sent by itself as a cookie would be.
import { secret } from "./dom.js";

export class Session {
  constructor(key) {
    this.name = `twofold-chat-${key}`;
    this.kept = {};
    try {
      this.kept = JSON.parse(sessionStorage.getItem(this.name)) || {};
    } catch { /* the browser keeps nothing: the chat lasts as long as the page */ }
  }

  get secret() {
    return this.kept.secret || "";
  }

  get isOpen() {
    return Boolean(this.kept.isOpen);
  }

  /** Begin to be somebody. */
  begin() {
    if (!this.secret) this.keep({ secret: secret() });
    return this.secret;
  }

  keep(values) {
    this.kept = { ...this.kept, ...values };
    try {
      sessionStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch { /* as above */ }
  }

  /** Be nobody again. */
  end() {
    this.keep({ secret: "" });
  }
}
