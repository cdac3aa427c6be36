// What makes the desk quicker where there is JavaScript. Every page works without it.

// Copy: the button beside a text appears, copies, and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const body = button.closest(".copy-text-body");
  await navigator.clipboard.writeText(body.querySelector("textarea").value);
  const answer = body.querySelector("[data-copied]");
  answer.textContent = answer.dataset.copied;
});

// Confirm: a button with a question asks it before its form is sent.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// Unsaved changes: a guarded form that was touched warns before the page is left, unless it is being sent.
const touched = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) touched.add(form);
});

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) touched.delete(event.target);
});

window.addEventListener("beforeunload", (event) => {
  if (touched.size) event.preventDefault();
});
