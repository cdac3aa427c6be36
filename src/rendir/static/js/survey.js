// What somebody types in a survey stays in this device until it is sent, so that a dropped line loses nothing.
// Nothing of it reaches the server before the person sends it. Without this script the form works the same.

const DAYS = 3;
const keyOf = (id) => `rendir-encuesta-${id}`;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    return kept && Date.now() - kept.at < DAYS * 86400000 ? kept.fields : null;
  } catch {
    return null;
  }
}

function write(key, fields) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    // No room, or storage is off: the form still works.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is off: nothing was kept.
  }
}

const isAnswer = (control) => control.name.startsWith("r-") && control.type !== "hidden";

function fill(form, fields) {
  for (const control of form.elements) {
    if (!control.name || !isAnswer(control) || !(control.name in fields)) continue;
    const values = fields[control.name];
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else if (!control.value) control.value = values[0] ?? "";
  }
}

function keep(form, key) {
  const fields = read(key) || {};
  for (const control of form.elements) if (control.name && isAnswer(control)) fields[control.name] = [];
  for (const [name, value] of new FormData(form)) if (name.startsWith("r-")) (fields[name] = fields[name] || []).push(value);
  for (const control of form.elements) {
    if (control.name?.startsWith("r-") && control.type === "hidden") fields[control.name] = [...new Set(fields[control.name])];
  }
  write(key, fields);
}

const received = document.querySelector("[data-survey-received]");
if (received) forget(keyOf(received.dataset.surveyReceived));

const form = document.getElementById("encuesta");
const note = document.querySelector(".survey-kept");
if (form && note) {
  const key = keyOf(new URL(form.action).pathname.split("/").filter(Boolean).pop());
  const fields = read(key);
  if (fields && !form.querySelector(".field-wrong")) fill(form, fields);
  note.hidden = false;
  form.addEventListener("input", () => keep(form, key));
  note.querySelector("[data-survey-forget]").addEventListener("click", () => {
    forget(key);
    location.assign(form.action);
  });
}
