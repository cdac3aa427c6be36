// The theme a person chose, kept on the device. A classic script in the head: it runs before the first paint, so that
// the page never flashes. Without it the device decides.
(() => {
  const KEY = "rendir-theme";
  const root = document.documentElement;
  const read = () => {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  };
  const keep = (choice) => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // A device that keeps nothing still shows the choice until the page is left.
    }
  };
  const apply = (choice) => {
    if (choice) root.dataset.theme = choice;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-switch] [data-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.choice === choice));
    }
  };
  apply(read());
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-theme-switch]")) box.hidden = false;
    apply(read());
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch] [data-choice]");
    if (!button) return;
    keep(button.dataset.choice);
    apply(button.dataset.choice);
  });
})();
