// The bell: how many notices are unread, asked once a minute while somebody looks; the newest when it is opened.
const MINUTE = 60_000;
const bell = document.querySelector("[data-bell]");

async function count() {
  if (document.hidden) return;
  const answer = await fetch(bell.dataset.bell, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.headers.get("Content-Type")?.includes("json")) return; // signed out meanwhile, or offline
  const { unread, words } = await answer.json();
  const badge = bell.querySelector(".badge-count");
  badge.hidden = !unread;
  badge.textContent = unread > 99 ? "99+" : unread;
  bell.querySelector("[data-words]").textContent = words;
}

if (bell) {
  setInterval(count, MINUTE);
  document.addEventListener("visibilitychange", count);
  bell.addEventListener("toggle", () => bell.open && bell.querySelector(".bell-sheet").dispatchEvent(new Event("bell-opened")));
  count();
}
