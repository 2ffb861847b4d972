// Answers in the place of the network for the pages of kiosks, from what they have kept on the device.
const CACHE = "kiosk-1"; // as in kiosk.js
const PAGE = /^\/k\/[^/]+\/$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(keptFirst(request));
  else if (PAGE.test(pathname)) event.respondWith(networkFirst(request));
});

const kept = async (request) => (await caches.open(CACHE)).match(request, { ignoreVary: true });

async function keptFirst(request) {
  return (await kept(request)) || fetch(request);
}

async function networkFirst(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
    return answer;
  } catch (unreachable) {
    const page = await kept(request);
    if (page) return page;
    throw unreachable;
  }
}
