// Sheets that wait on the device until the house has acknowledged them. Each carries a number of its own, so that it counts once
// however often it is sent.

export class Queue {
  /** @param {string} key what it is kept under @param {string} address where sheets go @param {() => void} changed */
  constructor(key, address, changed) {
    Object.assign(this, { key, address, changed, why: "", told: new Map() });
    addEventListener("online", () => this.flush());
    setInterval(() => this.flush(), 15_000);
  }

  read(part) {
    return JSON.parse(localStorage.getItem(`${this.key}:${part}`) || "[]");
  }

  write(part, sheets) {
    localStorage.setItem(`${this.key}:${part}`, JSON.stringify(sheets));
    this.changed();
  }

  /** Keep a sheet, then try to send it. @returns {Promise<object>|null} what the house says to it; null if it could not be kept */
  add(sheet) {
    const submission = number();
    try {
      this.write("waiting", [...this.read("waiting"), { ...sheet, submission, at: Date.now() }]);
    } catch {
      return null; // the device is full
    }
    const acknowledged = new Promise((tell) => this.told.set(submission, tell));
    this.flush();
    return acknowledged;
  }

  async flush() {
    if (this.isFlushing) return;
    this.isFlushing = true;
    try {
      for (let [first] = this.read("waiting"); first && (await this.send(first)); [first] = this.read("waiting"));
    } finally {
      this.isFlushing = false;
      this.changed();
    }
  }

  /** @returns {boolean} whether the next one may go */
  async send(sheet) {
    const { at, ...given } = sheet;
    const waited = Math.max(0, Math.round((Date.now() - at) / 1000));
    const { status, said } = await post(this.address, { ...given, waited });
    this.why = said.sentence || "";
    const isRefused = status === 422 || status === 413 || status === 400;
    if (status !== 201 && !isRefused) return false; // it stays, and is sent again
    if (isRefused) this.write("refused", [...this.read("refused"), { ...sheet, why: said.sentence || JSON.stringify(said.errors || {}) }]);
    this.write("waiting", this.read("waiting").filter((one) => one.submission !== sheet.submission));
    this.told.get(sheet.submission)?.(said);
    this.told.delete(sheet.submission);
    return true;
  }
}

async function post(address, given) {
  try {
    const answer = await fetch(address, { method: "POST", credentials: "omit", headers: { "content-type": "application/json" }, body: JSON.stringify(given) });
    return { status: answer.status, said: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, said: {} };
  }
}

/** A number that no other sheet has (RFC 9562, version 4); also where the page came by plain HTTP. */
function number() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
