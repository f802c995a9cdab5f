// The mapping grid as a spreadsheet: each cell is saved by itself, over nobody else's work, and said to be saved only
// when the server says so. Without this file the grid is a table, and each element's own page changes its row.

const DEPTHS = ["", "introduces", "develops", "assesses"];
const LETTERS = ["", "I", "D", "A"];
const KEYS = { i: 1, d: 2, a: 3, "-": 0, 0: 0, Delete: 0, Backspace: 0 };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FIRST = 2; // the columns of the element and of its coverage stand before the cells
const RETRY_MS = 3000;

const root = document.querySelector("#mapping[data-url]");
if (root) start(root);

function start(root) {
  const table = root.querySelector("table");
  const rows = [...table.querySelectorAll("tr[data-element]")];
  if (!rows.length) return;
  const heads = [...table.tHead.rows[0].cells];
  const totals = [...table.tFoot.rows[0].cells].slice(1);
  const saved = document.querySelector("#mapping-saved");
  const told = document.querySelector("#mapping-told");
  const words = root.dataset;
  const state = new WeakMap(); // cell → what the server holds, what is wanted, whether it is on its way
  const unsaved = new Set();
  const undo = [];
  let current = null;
  let toldOf = null; // the cell that the message above the grid is about

  table.setAttribute("role", "grid");
  document.querySelector(".mapping-keys").hidden = false;
  select(cellAt(0, 0));

  function cellAt(row, column) {
    return rows[row]?.cells[column + FIRST];
  }

  function place(cell) {
    return [rows.indexOf(cell.parentElement), cell.cellIndex - FIRST];
  }

  function shown(cell) {
    for (const depth of [1, 2, 3]) if (cell.classList.contains(`d${depth}`)) return depth;
    return 0;
  }

  function known(cell) {
    if (!state.has(cell)) {
      state.set(cell, { rank: shown(cell), revision: Number(cell.dataset.r || 0), wanted: shown(cell), busy: false });
    }
    return state.get(cell);
  }

  function label(cell) {
    const code = cell.parentElement.cells[0].textContent.trim();
    const depth = shown(cell);
    return `${code}, ${heads[cell.cellIndex].textContent.trim()}: ${depth ? words[`depth-${depth}`] : words.empty}`;
  }

  function select(cell, focus = false) {
    if (!cell) return;
    current?.removeAttribute("tabindex");
    current = cell;
    cell.tabIndex = 0;
    cell.setAttribute("aria-label", label(cell));
    if (focus) cell.focus();
  }

  // ---- what a cell shows ----

  function draw(cell, depth) {
    const before = shown(cell);
    cell.classList.remove("d1", "d2", "d3");
    if (depth) cell.classList.add(`d${depth}`);
    cell.textContent = LETTERS[depth];
    if (cell === current) cell.setAttribute("aria-label", label(cell));
    const total = totals[cell.cellIndex - FIRST];
    total.textContent = Number(total.textContent) + (depth ? 1 : 0) - (before ? 1 : 0);
  }

  function cover(row, status) {
    const before = row.dataset.status;
    if (before === status) return;
    row.dataset.status = status;
    row.cells[1].replaceChildren(document.querySelector(`template[data-chip="${status}"]`).content.cloneNode(true));
    count(before, -1);
    count(status, 1);
  }

  function count(status, by) {
    const place = document.querySelector(`[data-count="${status}"]`);
    if (place) place.textContent = Number(place.textContent) + by;
  }

  function report(text, tone) {
    saved.hidden = false;
    saved.className = `chip tone-${tone}`;
    saved.textContent = text;
  }

  function tell(cell, reason) {
    toldOf = cell;
    told.textContent = `${label(cell)}. ${reason}`;
  }

  // ---- changing and saving ----

  function change(cell, depth, remember = true) {
    const cellState = known(cell);
    if (cellState.wanted === depth) return;
    if (remember) undo.push([cell, cellState.wanted]);
    cellState.wanted = depth;
    draw(cell, depth);
    if (cell === toldOf) told.textContent = "";
    save(cell);
  }

  async function save(cell) {
    const cellState = known(cell);
    if (cellState.busy) return;
    cellState.busy = true;
    unsaved.add(cell);
    report(words.saving, "info");
    while (cellState.wanted !== cellState.rank) {
      cell.dataset.busy = "";
      if (!(await send(cell, cellState))) await wait();
    }
    cellState.busy = false;
    delete cell.dataset.busy;
    unsaved.delete(cell);
    if (!unsaved.size) report(words.saved, "good");
  }

  // Sends what is wanted now. False when the server could not be reached, and it is to be tried again.
  async function send(cell, cellState) {
    const wanted = cellState.wanted;
    const body = {
      item: heads[cell.cellIndex].dataset.item,
      element: cell.parentElement.dataset.element,
      depth: DEPTHS[wanted],
      base_revision: cellState.revision,
    };
    let response;
    let answer = {};
    try {
      response = await fetch(words.url, {
        method: "POST",
        redirect: "error",
        headers: { "Content-Type": "application/json", "X-CSRFToken": words.csrf },
        body: JSON.stringify(body),
      });
      if (response.headers.get("Content-Type")?.includes("json")) answer = await response.json();
    } catch {
      response = null;
    }
    if (!response || response.status >= 500) {
      report(words.offline, "warn");
      return false;
    }
    if ("revision" in answer) settle(cell, cellState, answer, response.ok ? wanted : null);
    else giveUp(cell, cellState);
    if (!response.ok) tell(cell, answer.reason || words.refused);
    return true;
  }

  // What the server holds now. After a refusal (`sent` null) the cell shows that; after a save it keeps what was
  // chosen since.
  function settle(cell, cellState, answer, sent) {
    cellState.rank = DEPTHS.indexOf(answer.depth);
    cellState.revision = answer.revision;
    if (sent === null) cellState.wanted = cellState.rank;
    if (shown(cell) !== cellState.wanted) draw(cell, cellState.wanted);
    cover(cell.parentElement, answer.status);
  }

  function giveUp(cell, cellState) {
    cellState.wanted = cellState.rank;
    draw(cell, cellState.rank);
  }

  function wait() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }

  // ---- hands ----

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (!cell || !rows.includes(cell.parentElement) || cell.cellIndex < FIRST) return;
    select(cell, true);
    change(cell, (known(cell).wanted + 1) % DEPTHS.length);
  });

  table.addEventListener("keydown", (event) => {
    if (event.target !== current) return;
    if (event.key in MOVES) return move(event);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return takeBack(event);
    if (event.key === "Home" || event.key === "End") return edge(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const next = key === " " || key === "Enter" ? (known(current).wanted + 1) % DEPTHS.length : KEYS[key];
    if (next === undefined) return;
    event.preventDefault();
    change(current, next);
  });

  function move(event) {
    event.preventDefault();
    const [row, column] = place(current);
    const [down, right] = MOVES[event.key];
    const next = cellAt(row + down, column + right);
    if (!next || next.cellIndex < FIRST) return;
    const depth = known(current).wanted;
    select(next, true);
    if (event.shiftKey) change(next, depth);
  }

  function edge(event) {
    event.preventDefault();
    const [row] = place(current);
    const last = rows[0].cells.length - FIRST - 1;
    const end = event.key === "End";
    const line = event.ctrlKey ? (end ? rows.length - 1 : 0) : row;
    select(cellAt(line, end ? last : 0), true);
  }

  function takeBack(event) {
    event.preventDefault();
    const step = undo.pop();
    if (!step) return;
    select(step[0], true);
    change(step[0], step[1], false);
  }

  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
}
