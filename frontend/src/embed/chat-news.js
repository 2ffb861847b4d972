// Asking for news: often while people talk, ever more rarely while nobody does, and hardly at all behind other windows.
import { ask } from "./dom.js";

const SOON = 3_000;
const LONGEST = 30_000;
const CLOSED = 20_000;
const HIDDEN = 60_000;
const SLOWER = 1.3;

export class News {
  /** @param {{address: string, session: Session, isLookedAt: () => boolean, told: (status: number, said: object) => void}} parts */
  constructor(parts) {
    Object.assign(this, parts);
    this.since = "";
    this.wait = SOON;
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    addEventListener("online", () => this.hurry());
  }

  /** Something happens: ask soon, and often again. */
  hurry() {
    this.wait = SOON;
    if (this.session.secret) this.plan(0);
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), wait);
  }

  async look() {
    const { secret } = this.session;
    if (!secret || this.isAsking) return;
    this.isAsking = true;
    const { status, said } = await ask(`${this.address}news/`, { secret, since: this.since });
    this.isAsking = false;
    if (secret !== this.session.secret) return;
    if (status === 200) this.wait = SOON;
    else this.wait = Math.min(this.wait * (status === 204 ? SLOWER : 2), status === 204 ? LONGEST : HIDDEN);
    this.tell(status, said);
    if (this.session.secret) this.plan(document.hidden ? HIDDEN : this.isLookedAt() ? this.wait : Math.max(this.wait, CLOSED));
  }

  /** Hand on what a door has said. */
  tell(status, said) {
    if (said.since) this.since = said.since;
    this.told(status, said);
  }
}
