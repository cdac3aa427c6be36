// The grid with the keyboard: arrows, marks, editing in place, filling down, pasting, undoing. Everything it does it
// asks of the same addresses as the page without JavaScript, and then takes the grid from the answer.

const NARROW = window.matchMedia("(max-width: 45rem)");
const CELLS = "[data-cell]";

const frame = document.getElementById("cuadricula");
const hint = document.querySelector("[data-grid-keys]");
let here = null; // the cell the keyboard is on: { code, column }
let from = null; // where a selection of rows began: a code

const grid = () => document.getElementById("grilla");
const rows = () => [...(grid()?.querySelectorAll("tr[data-row]") ?? [])];
const cellsOf = (row) => [...row.querySelectorAll(CELLS)];
const isEditable = () => grid()?.hasAttribute("data-editable") ?? false;
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function cellAt({ code, column }) {
  const row = document.getElementById(code) ?? rows()[0];
  return row ? cellsOf(row)[column] ?? cellsOf(row)[0] : undefined;
}

// One stop of the Tab key for the whole grid: what stands in the cells is reached with the arrows.
function dress() {
  const table = grid();
  table?.setAttribute("data-scripted", "");
  if (!table || NARROW.matches) return;
  table.setAttribute("role", "grid");
  for (const cell of table.querySelectorAll(CELLS)) {
    if (cell.tagName === "TD") cell.setAttribute("role", "gridcell");
    cell.tabIndex = -1;
    for (const inside of cell.querySelectorAll("a, input")) inside.tabIndex = -1;
  }
  const first = here ? cellAt(here) : table.querySelector(CELLS);
  if (first) first.tabIndex = 0;
  if (hint) hint.hidden = false;
  tellPicked();
}

function stand(cell) {
  const row = cell.closest("tr[data-row]");
  if (!row) return;
  for (const other of grid().querySelectorAll(`${CELLS}[tabindex="0"]`)) other.tabIndex = -1;
  here = { code: row.id, column: cellsOf(row).indexOf(cell) };
  cell.tabIndex = 0;
}

function go(cell) {
  if (!cell) return;
  stand(cell);
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// --- Rows chosen: by their boxes, by a run of rows, or the one the keyboard is on ---

function picked() {
  return [...(grid()?.querySelectorAll("input[name=row]:checked") ?? [])].map((box) => box.closest("tr"));
}

function run() {
  const all = rows();
  const [start, end] = [from ?? here?.code, here?.code].map((code) => all.findIndex((row) => row.id === code));
  return start < 0 || end < 0 ? [] : all.slice(Math.min(start, end), Math.max(start, end) + 1);
}

function showRun() {
  const column = here?.column ?? 0;
  for (const cell of grid().querySelectorAll("[aria-selected]")) cell.removeAttribute("aria-selected");
  if (from) for (const row of run()) cellsOf(row)[column].setAttribute("aria-selected", "true");
}

function tellPicked() {
  const answer = frame?.querySelector("[data-picked]");
  const number = picked().length;
  if (!answer) return;
  answer.parentElement.hidden = number === 0;
  answer.textContent = number === 0 ? "" : number === 1 ? "1 actividad elegida." : `${number} actividades elegidas.`;
}

// --- Asking the server, and taking the grid from its answer ---

function take(text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const fresh = answer.getElementById("cuadricula");
  if (!fresh) return false;
  frame.replaceChildren(...fresh.childNodes);
  const said = answer.querySelector(".messages");
  document.querySelector(".messages")?.remove();
  if (said) document.querySelector(".desk-main").prepend(said);
  dress();
  if (here && !NARROW.matches) go(cellAt(here));
  return true;
}

// What the server refuses it says on a page of its own: that page is shown whole, nothing is hidden from the person.
function showPage(text, url) {
  document.open(url);
  document.write(text);
  document.close();
}

async function send(url, fields) {
  const body = new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", token());
  body.set("back", location.pathname + location.search);
  const answer = await fetch(url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  const text = await answer.text();
  if (!take(text)) showPage(text, answer.url);
}

const bulk = (chosen, fields) =>
  send(grid().dataset.bulkUrl, [...chosen.map((row) => ["row", row.dataset.row]), ...fields]);

// --- What the keys do ---

function toggle(cell) {
  const box = cell.querySelector("input[type=checkbox]");
  if (box) {
    box.checked = !box.checked;
    tellPicked();
  } else if (cell.matches(".mark") && isEditable()) {
    const { cell: field, value } = cell.dataset;
    const mode = cell.hasAttribute("data-marked") ? "quitar" : "poner";
    cell.closest("tr").setAttribute("aria-busy", "true");
    bulk([cell.closest("tr")], [[`${field}_mode`, mode], [field, value]]);
  }
}

const FILLED = { stages: ["stages"], periods: ["periods"], responsibles: ["responsibles"], name: ["product"] };

function fillDown(cell) {
  const chosen = from && from !== here.code ? run() : picked();
  const fields = FILLED[cell.dataset.cell];
  if (chosen.length > 1 && fields) bulk(chosen, fields.map((field) => [`${field}_mode`, "igual"]));
}

function shift(row, direction) {
  if (row) send(row.querySelector(".act a").pathname + "mover/", [["direction", direction]]);
}

function pasteAt(text) {
  const form = document.getElementById("pegar");
  const cell = cellAt(here);
  const columns = cellsOf(cell.closest("tr")).filter((one) => !["pick", "edit"].includes(one.dataset.cell));
  const order = { name: 0, stages: 1, periods: 7, responsibles: 10 };
  const same = columns.filter((one) => one.dataset.cell === cell.dataset.cell);
  form.elements.start.value = here.code;
  form.elements.column.value = (order[cell.dataset.cell] ?? 0) + Math.max(same.indexOf(cell), 0);
  form.elements.block.value = text;
  form.submit();
}

// --- Editing a row in its place: the form of its own page, set under it ---

async function edit(row) {
  const link = row?.querySelector(".act a");
  if (!link) return;
  closeEditor();
  const answer = await fetch(link.href);
  setEditor(row, link.href, await answer.text());
}

function setEditor(row, url, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const form = page.getElementById("corregir");
  if (!form) return showPage(text, url);
  const place = document.createElement("tr");
  const cell = document.createElement("td");
  place.className = "grid-editor";
  cell.colSpan = 12;
  for (const told of page.querySelectorAll(".desk-main > .error-summary, .desk-main > .notice")) cell.append(told);
  cell.append(form);
  place.append(cell);
  closeEditor();
  row.after(place);
  form.querySelector(".button-plain")?.addEventListener("click", (event) => {
    event.preventDefault();
    leaveEditor();
  });
  form.addEventListener("submit", (event) => save(event, row, url));
  const summary = cell.querySelector(".error-summary");
  (summary ?? form.querySelector("textarea, input:not([type=hidden])")).focus();
}

async function save(event, row, url) {
  event.preventDefault();
  event.stopPropagation();
  const body = new URLSearchParams(new FormData(event.target));
  body.set("back", location.pathname + location.search);
  const answer = await fetch(url, { method: "POST", body });
  const text = await answer.text();
  here = { code: row.id, column: here?.column ?? 1 };
  if (!answer.redirected || !take(text)) setEditor(row, url, text);
}

function closeEditor() {
  grid()?.querySelector(".grid-editor")?.remove();
}

function leaveEditor() {
  closeEditor();
  if (here) go(cellAt(here));
}

// --- Walking: with Shift a run of rows grows, without it any run ends ---

const WALKS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];

function walk(cell, row, event) {
  if (!WALKS.includes(event.key)) return false;
  from = event.shiftKey && ["ArrowUp", "ArrowDown"].includes(event.key) ? from ?? row.id : null;
  move(cell, event);
  showRun();
  return true;
}

function move(cell, event) {
  const row = cell.closest("tr[data-row]");
  const all = rows();
  const cells = cellsOf(row);
  const [r, c] = [all.indexOf(row), cells.indexOf(cell)];
  const far = event.ctrlKey || event.metaKey;
  const target = {
    ArrowUp: () => [r - 1, c],
    ArrowDown: () => [r + 1, c],
    ArrowLeft: () => [r, c - 1],
    ArrowRight: () => [r, c + 1],
    Home: () => [far ? 0 : r, 0],
    End: () => [far ? all.length - 1 : r, cells.length - 1],
    PageUp: () => [Math.max(r - 10, 0), c],
    PageDown: () => [Math.min(r + 10, all.length - 1), c],
  }[event.key];
  const [toRow, toColumn] = target();
  if (all[toRow]) go(cellsOf(all[toRow])[toColumn]);
}

// Ctrl+Z goes back; Ctrl+Y and Ctrl+Shift+Z go forth.
function turnOf(event) {
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) return "rehacer";
  return key === "z" ? "deshacer" : "";
}

// --- Listening ---

function onKey(event) {
  if (event.target.closest(".grid-editor")) {
    if (event.key === "Escape") leaveEditor();
    return;
  }
  const cell = event.target.closest(CELLS);
  if (!cell || NARROW.matches) return;
  const command = event.ctrlKey || event.metaKey;
  const row = cell.closest("tr");
  let done = true;
  if (event.altKey && isEditable() && ["ArrowUp", "ArrowDown"].includes(event.key)) shift(row, event.key === "ArrowUp" ? "up" : "down");
  else if (command && event.key.toLowerCase() === "d" && isEditable()) fillDown(cell);
  else if (command && turnOf(event) && isEditable()) document.getElementById(turnOf(event))?.requestSubmit();
  else if (event.key === " ") toggle(cell);
  else if ((event.key === "Enter" || event.key === "F2") && isEditable()) edit(row);
  else done = walk(cell, row, event);
  if (done) event.preventDefault();
}

if (frame && grid()) {
  dress();
  frame.addEventListener("keydown", onKey);
  frame.addEventListener("focusin", (event) => {
    const cell = event.target.closest(CELLS);
    if (cell) stand(cell);
  });
  frame.addEventListener("change", tellPicked);
  frame.addEventListener("click", (event) => {
    if (event.defaultPrevented) return;
    const link = NARROW.matches ? null : event.target.closest(".act a");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      edit(link.closest("tr"));
      return;
    }
    const mark = event.target.closest("td.mark");
    if (mark && isEditable()) {
      if (NARROW.matches) stand(mark);
      else go(mark);
      toggle(mark);
    }
  });
  frame.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("[data-cell=name], [data-cell=responsibles]");
    if (cell && isEditable() && !NARROW.matches) edit(cell.closest("tr"));
  });
  frame.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-turn]")) return;
    event.preventDefault();
    send(event.target.action, []);
  });
  document.addEventListener("paste", (event) => {
    if (!here || !isEditable() || event.target.closest("input, textarea")) return;
    const text = event.clipboardData.getData("text/plain");
    if (!text || !document.activeElement.closest("#grilla")) return;
    event.preventDefault();
    pasteAt(text);
  });
}
