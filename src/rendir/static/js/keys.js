// Says on the page that a key was not read: the library that reads it only writes to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const answer = document.querySelector("[data-key-failed]");
  answer.textContent = answer.dataset.keyFailed;
});
