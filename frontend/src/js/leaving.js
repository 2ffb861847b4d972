// Whoever leaves a page with words written and not sent is asked first: nothing that was typed is lost by a slip.
let isSending = false;
document.addEventListener("submit", () => (isSending = true));
document.addEventListener("htmx:afterRequest", () => (isSending = false));
addEventListener("pageshow", () => (isSending = false));

addEventListener("beforeunload", (event) => {
  const isWritten = ({ value, defaultValue }) => value.trim() && value !== defaultValue;
  if (!isSending && [...document.querySelectorAll("textarea")].some(isWritten)) event.preventDefault();
});
