// A preference that is changed in passing is kept for whoever is signed in.
export function keepPreference(name, value) {
  const address = document.querySelector('meta[name="preference-set"]')?.content;
  if (!address) return;
  fetch(address, {
    method: "POST",
    keepalive: true,
    headers: { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    body: new URLSearchParams({ name, value }),
  });
}
