// A file sent piece by piece, so that a dropped line costs a piece and not the whole. What is sent already is kept by
// the server; what this page remembers (in localStorage) is only where each file goes on, for the day it is chosen again.
// Without this script the form sends the file as forms always did.

const KEY = "rendir-upload:";
const [SMALLEST, LARGEST] = [64 * 1024, 4 * 1024 * 1024];
const GOAL = 3000; // milliseconds that a piece should take: short enough to lose, long enough to be worth asking
const LATE = 60000; // a line that says nothing for so long has dropped
const WHOLE = 32 * 1024 * 1024; // up to here the whole file's hash is sent too: a telephone can hold it
const PAUSES = [1, 2, 4, 8, 15, 30];

class Refused extends Error {}
class Dropped extends Error {}

for (const field of document.querySelectorAll("[data-file-field]")) dress(field);

function dress(field) {
  const input = field.querySelector("input[type=file][data-resumable]");
  const kept = field.querySelector("input[type=hidden]");
  const show = display(field);
  let sending = null; // the controller of the upload that is going on
  let waiting = null; // a form that was sent meanwhile, and by which button

  if (kept.value) show.kept(field.querySelector("[data-told]").dataset.kept, input);

  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    sending?.abort();
    const mine = (sending = new AbortController());
    kept.value = "";
    show.begin(file);
    try {
      const done = await send(file, input, show, mine.signal);
      kept.value = done.upload;
      input.value = "";
      show.done(file, done.known, input);
    } catch (error) {
      if (mine.signal.aborted) return;
      input.value = "";
      waiting = null;
      show.refused(error instanceof Refused ? error.message : show.words.failed);
    } finally {
      if (sending === mine) sending = null;
    }
    if (waiting && !sending) {
      const { button } = waiting;
      waiting = null;
      input.form.requestSubmit(button);
    }
  });

  input.form?.addEventListener("submit", (event) => {
    if (!sending) return;
    event.preventDefault();
    waiting = { button: event.submitter };
    show.hold();
  });

  field.querySelector("button[data-cancel]").addEventListener("click", () => {
    sending?.abort();
    sending = waiting = null;
    kept.value = input.value = "";
    show.clear(input);
    input.focus();
  });
}

// --- Sending ---

async function send(file, input, show, signal) {
  const line = connection(input, show, signal);
  let { address, offset } = await place(file, input, line);
  signal.addEventListener("abort", () => leave(file, input, address, line));
  let piece = 256 * 1024;
  for (;;) {
    show.going(offset, file.size);
    if (offset >= file.size) {
      show.checking();
      const answer = await line.insist(address, { method: "POST", body: new URLSearchParams({ sha256: await whole(file) }) });
      if (answer.status !== 409) return finish(answer, file, input, show);
      offset = offsetOf(answer);
      continue;
    }
    const part = file.slice(offset, offset + piece);
    const started = performance.now();
    try {
      const answer = await line.ask(address, await append(part, offset));
      if (answer.status !== 204 && answer.status !== 409) throw await refusal(answer, show);
      offset = offsetOf(answer);
      piece = paced(piece, performance.now() - started);
    } catch (error) {
      if (!(error instanceof Dropped)) throw error;
      piece = Math.max(SMALLEST, Math.floor(piece / 2));
      const answer = await line.insist(address, { method: "HEAD" });
      if (!answer.ok) throw await refusal(answer, show);
      offset = offsetOf(answer);
    }
  }
}

// Where the file goes on: where it was left on this device, or at its beginning.
async function place(file, input, line) {
  const kept = remembered(file, input);
  if (kept) {
    const answer = await line.insist(kept, { method: "HEAD" });
    if (answer.ok) return { address: kept, offset: offsetOf(answer) };
    forget(file, input);
  }
  const body = new URLSearchParams({ name: file.name, size: file.size });
  const answer = await line.insist(input.dataset.resumable, { method: "POST", body });
  if (answer.status !== 201) throw await refusal(answer, line.show);
  const address = answer.headers.get("Location");
  remember(file, input, address);
  return { address, offset: 0 };
}

async function append(part, offset) {
  const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
  const body = await part.arrayBuffer();
  const sum = await digest(body);
  if (sum) headers["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...sum))}`;
  return { method: "PATCH", headers, body };
}

async function finish(answer, file, input, show) {
  forget(file, input);
  if (!answer.ok) throw await refusal(answer, show);
  return answer.json();
}

function leave(file, input, address, line) {
  forget(file, input);
  line.ask(address, { method: "DELETE", keepalive: true, unstoppable: true }).catch(() => {});
}

// One line to the server: `ask` once, or `insist` until it answers. It slows down, and wakes when the line is back.
function connection(input, show, signal) {
  const token = input.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  async function ask(address, { unstoppable, headers, ...options }) {
    const late = new AbortController();
    const clock = setTimeout(() => late.abort(), LATE);
    const stop = () => late.abort();
    if (!unstoppable) signal.addEventListener("abort", stop);
    const all = { Accept: "application/json", "X-CSRFToken": token, ...headers };
    try {
      const answer = await fetch(address, { ...options, headers: all, redirect: "manual", signal: late.signal });
      if (answer.type === "opaqueredirect") throw new Refused(show.words.session);
      if (answer.status >= 500 && answer.status !== 507) throw new Dropped();
      return answer;
    } catch (error) {
      throw error instanceof Refused || signal.aborted ? error : new Dropped();
    } finally {
      clearTimeout(clock);
      signal.removeEventListener("abort", stop);
    }
  }

  async function insist(address, options) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask(address, options);
      } catch (error) {
        if (!(error instanceof Dropped)) throw error;
        show.waiting();
        await pause(PAUSES[Math.min(tries, PAUSES.length - 1)] * 1000, signal);
      }
    }
  }

  return { ask, insist, show };
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const clock = setTimeout(resolve, milliseconds);
    addEventListener("online", resolve, { once: true });
    signal.addEventListener("abort", () => {
      clearTimeout(clock);
      reject(new Refused());
    });
  });
}

async function refusal(answer, show) {
  const told = await answer.json().catch(() => ({}));
  return new Refused([told.message, told.way_out].filter(Boolean).join(" ") || show.words.failed);
}

const offsetOf = (answer) => Number(answer.headers.get("Upload-Offset"));

const paced = (piece, took) =>
  Math.round(Math.min(LARGEST, Math.max(SMALLEST, piece * Math.min(2, Math.max(0.5, GOAL / Math.max(took, 1))))));

// Hashes exist only where the page came encrypted, or from this same machine.
const digest = async (data) => (crypto.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", data)) : null);

async function whole(file) {
  const sum = file.size <= WHOLE ? await digest(await file.arrayBuffer()) : null;
  return sum ? [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "";
}

// --- What is remembered on this device: for each file, by its name, size and day, where it goes on ---

const keyOf = (file, input) => KEY + [input.dataset.resumable, file.name, file.size, file.lastModified].join("|");

function remembered(file, input) {
  try {
    return localStorage.getItem(keyOf(file, input));
  } catch {
    return null;
  }
}

function remember(file, input, address) {
  try {
    localStorage.setItem(keyOf(file, input), address);
  } catch {
    // A device that keeps nothing sends from the beginning the next time.
  }
}

function forget(file, input) {
  try {
    localStorage.removeItem(keyOf(file, input));
  } catch {
    // Nothing was kept.
  }
}

// --- What is shown: a bar for the eye at every piece; for the ear only what changed ---

function display(field) {
  const told = field.querySelector("[data-told]");
  const [status, figures, bar, cancel] = ["status", "figures", "bar", "cancel"].map((one) => field.querySelector(`[data-told] [data-${one}]`));
  const words = told.dataset;
  const number = (value, digits) => value.toLocaleString("es-CO", { maximumFractionDigits: digits });
  const size = (bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3), 0)} KB` : `${number(bytes / 1e6, 1)} MB`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (text, tone = "") => {
    if (status.textContent !== text) status.textContent = text;
    told.dataset.tone = tone;
  };
  const offer = (label) => {
    cancel.textContent = label;
    cancel.hidden = false;
  };
  return {
    words,
    begin(file) {
      told.hidden = bar.hidden = false;
      bar.value = 0;
      figures.textContent = "";
      say(fill(words.going, { name: file.name }));
      offer(words.cancel);
    },
    going(done, total) {
      bar.max = total;
      bar.value = done;
      figures.textContent = fill(words.figures, { done: size(done), total: size(total) });
      if (told.dataset.tone === "due") say(words.again);
    },
    checking: () => say(words.checking),
    waiting: () => say(words.waiting, "due"),
    hold: () => say(words.hold),
    done(file, known, input) {
      say(fill(known ? words.known : words.done, { name: file.name, total: size(file.size) }), "ok");
      this.settle(input);
    },
    kept(text, input) {
      told.hidden = false;
      say(text, "ok");
      this.settle(input);
    },
    settle(input) {
      bar.hidden = true;
      figures.textContent = "";
      input.hidden = true;
      offer(words.change);
    },
    refused(text) {
      bar.hidden = true;
      figures.textContent = "";
      cancel.hidden = true;
      say(text, "bad");
    },
    clear(input) {
      told.hidden = true;
      input.hidden = false;
      say("");
    },
  };
}
