// How well a few typed letters fit a label: its beginning, the beginning of a word, a part, or letters in their order.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function fit(piece, text) {
  const where = text.indexOf(piece);
  if (where === 0) return 100;
  if (where > 0) return /[\s\p{P}]/u.test(text[where - 1]) ? 80 : 50;
  let place = -1;
  let gaps = 0;
  for (const letter of piece) {
    const next = text.indexOf(letter, place + 1);
    if (next < 0) return 0;
    gaps += next - place - 1;
    place = next;
  }
  return piece.length > 2 ? Math.max(30 - gaps, 0) : 0;
}

/** @returns 0 when some word of the query fits nowhere; more is better. Often used counts a little. */
export function rank(query, label, words = "", times = 0) {
  const pieces = fold(query).split(/\s+/).filter(Boolean);
  const [text, more] = [fold(label), fold(words ?? "")];
  let score = 1 + Math.log2(1 + (times || 0));
  for (const piece of pieces) {
    const best = Math.max(fit(piece, text), more.includes(piece) ? 40 : 0);
    if (!best) return 0;
    score += best / pieces.length;
  }
  return score;
}
