// The mapping grid as a spreadsheet: lines come as one scrolls, each cell is saved by itself, over nobody else's work,
// and said to be saved only when the server says so. Without this file the grid is a table in pages, and each element's
// own page changes its row.

const { startBlocks, startSaving, startWhy } = globalThis.mappingGrid;
const DEPTHS = ["", "introduces", "develops", "assesses"];
const LETTERS = ["", "I", "D", "A"];
const KEYS = { i: 1, d: 2, a: 3, "-": 0, 0: 0, Delete: 0, Backspace: 0 };
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FIRST = 2; // the columns of the element and of its coverage stand before the cells
const WORSE = ["untouched", "thin", "unprepared", "covered"]; // the worst first

const root = document.querySelector("#mapping");
if (root) start(root, startBlocks(root));

function start(root, blocks) {
  const words = root.dataset;
  const table = root.querySelector("table");
  const body = table.tBodies[0];
  if (!words.url || !body.querySelector("tr[data-element]")) return;
  const heads = [...table.tHead.rows[0].cells];
  const totals = [...table.tFoot.rows[0].cells].slice(1);
  const told = document.querySelector("#mapping-told");
  const tool = (name) => document.querySelector(`[data-testid="${name}"]`);
  const state = new WeakMap(); // cell → what the server holds, what is wanted
  const undone = []; // steps that can be done again
  const done = []; // steps that can be taken back; a step is a list of cells with before and after
  let current = null;
  let toldOf = null; // the cell that the message above the grid is about
  let copied = null; // the depths of a row
  let drag = null;

  const rows = () => [...body.querySelectorAll("tr[data-element]")];
  const saving = startSaving(words, { settle, giveUp, conflict });
  const why = startWhy(words, { label, known, rank: (depth) => DEPTHS.indexOf(depth), settle, step });

  table.setAttribute("role", "grid");
  document.querySelector(".mapping-tools").hidden = false;
  select(rows()[0].cells[FIRST]);
  saving.resume((item, element) => find(item, element));

  function find(item, element) {
    const column = heads.findIndex((head) => head.dataset.item === item);
    const row = document.getElementById(`element-${element}`);
    return column > 0 && row ? row.cells[column] : null;
  }

  function isCell(cell) {
    return cell && cell.cellIndex >= FIRST && cell.parentElement.dataset.element && body.contains(cell);
  }

  function shown(cell) {
    for (const depth of [1, 2, 3]) if (cell.classList.contains(`d${depth}`)) return depth;
    return 0;
  }

  function known(cell) {
    if (!state.has(cell)) {
      const rank = shown(cell);
      const address = { item: heads[cell.cellIndex].dataset.item, element: cell.parentElement.dataset.element };
      state.set(cell, { ...address, cell, rank, wanted: rank, revision: Number(cell.dataset.r || 0) });
    }
    return state.get(cell);
  }

  function label(cell) {
    const code = cell.parentElement.cells[0].textContent.trim();
    const depth = shown(cell);
    const reason = cell.classList.contains("w") ? `, ${words.why}` : "";
    const column = heads[cell.cellIndex].textContent.trim();
    return `${code}, ${column}: ${depth ? words[`depth-${depth}`] : words.empty}${reason}${sole(cell, depth)}`;
  }

  // What to know before clearing it; the style sheet underlines the same cells.
  function sole(cell, depth) {
    const { deep, light } = cell.parentElement.querySelector(".parts").dataset;
    if (!depth || Number(deep) !== (depth > 1 ? 1 : 0) || (depth === 1 && light !== "1")) return "";
    return `, ${depth > 1 && light !== "0" ? words.onlyDeep : words.only}`;
  }

  function select(cell, focus = false) {
    if (!cell) return;
    current?.removeAttribute("tabindex");
    current = cell;
    cell.tabIndex = 0;
    cell.setAttribute("aria-label", label(cell));
    if (focus) cell.focus();
  }

  // ---- what a cell, its row and its column show ----

  function draw(cell, depth) {
    const before = shown(cell);
    cell.classList.remove("d1", "d2", "d3");
    if (depth) cell.classList.add(`d${depth}`);
    else cell.classList.remove("w");
    cell.textContent = LETTERS[depth];
    if (cell === current) cell.setAttribute("aria-label", label(cell));
    const change = (depth ? 1 : 0) - (before ? 1 : 0);
    if (change) total(totals[cell.cellIndex - FIRST], change);
    const wasDeep = before > 1 ? 1 : 0;
    const isDeep = depth > 1 ? 1 : 0;
    parts(cell.parentElement, isDeep - wasDeep, change - (isDeep - wasDeep));
  }

  function total(foot, change) {
    const number = foot.querySelector("b");
    number.textContent = Number(number.textContent) + change;
    length(foot.querySelector(".deep"), Number(number.textContent), Number(words.total));
  }

  function length(rect, value, most, from = 0) {
    const width = Math.min(60 - from, Math.round((value * 60) / Math.max(most, 1)));
    rect.setAttribute("width", width);
    if (rect.classList.contains("light")) rect.setAttribute("x", from);
    return width;
  }

  function parts(row, deep, light) {
    const bar = row.querySelector(".parts");
    showParts(bar, Number(bar.dataset.deep) + deep, Number(bar.dataset.light) + light);
  }

  function showParts(bar, deep, light) {
    bar.dataset.deep = deep;
    bar.dataset.light = light;
    const first = length(bar.querySelector(".deep"), deep, Number(words.most));
    length(bar.querySelector(".light"), light, Number(words.most), first);
    const sum = deep + light;
    bar.querySelector("small").textContent = sum === 1 ? words.part : words.parts.replace("{count}", sum);
  }

  function cover(row, answer, isOurs) {
    const before = row.dataset.status;
    const after = answer.status;
    if (before === after) return;
    row.dataset.status = after;
    row.cells[1].querySelector(".chip").replaceWith(chipOf(after));
    count(before, -1);
    count(after, 1);
    if (isOurs && WORSE.indexOf(after) < WORSE.indexOf(before)) lost(row, after);
  }

  function chipOf(status) {
    return document.querySelector(`template[data-chip="${status}"]`).content.firstElementChild.cloneNode(true);
  }

  function count(status, by) {
    const place = document.querySelector(`[data-count="${status}"]`);
    if (place) place.textContent = Number(place.textContent) + by;
  }

  // ---- what is told above the grid ----

  function tell(cell, text, button, act) {
    toldOf = cell;
    told.textContent = text;
    if (!button) return;
    const press = document.createElement("button");
    press.type = "button";
    press.className = "btn btn-secondary btn-sm";
    press.textContent = button;
    press.addEventListener("click", () => { told.textContent = ""; act(); });
    told.append(" ", press);
  }

  function lost(row, status) {
    const cell = row.cells[FIRST];
    const name = row.cells[0].textContent.trim();
    tell(cell, `${name}. ${words[`lost${status[0].toUpperCase()}${status.slice(1)}`]}`, words.undo, takeBack);
  }

  function conflict(entry, answer, wanted) {
    const { cell } = entry;
    const name = (depth) => (depth ? words[`depth-${depth}`] : words.empty);
    const both = words.yours.replace("{yours}", name(wanted)).replace("{theirs}", name(DEPTHS.indexOf(answer.depth)));
    const where = cell ? label(cell) : "";
    const use = cell && wanted !== known(cell).rank;
    tell(cell, `${where}. ${answer.reason} ${both}`, use && words.use, () => { select(cell, true); step([[cell, wanted]]); });
  }

  // ---- changing ----

  // One step: several cells at once, taken back together.
  function step(changes, texts = new Map()) {
    const moved = changes
      .filter(([cell, depth]) => isCell(cell) && (known(cell).wanted !== depth || texts.has(cell)))
      .map(([cell, depth]) => ({ cell, before: known(cell).wanted, after: depth, text: texts.get(cell) }));
    if (!moved.length) return;
    done.push(moved);
    undone.length = 0;
    for (const one of moved) put(one, one.after, one.text);
    tools();
  }

  function put(one, depth, text) {
    const entry = known(one.cell);
    entry.wanted = depth;
    entry.step = one;
    if (text !== undefined) entry.text = text;
    draw(one.cell, depth);
    if (text !== undefined && depth) one.cell.classList.toggle("w", Boolean(text));
    if (one.cell === toldOf) told.textContent = "";
    saving.send(entry);
  }

  function takeBack() {
    const moved = done.pop();
    if (!moved) return;
    undone.push(moved);
    for (const one of moved) put(one, one.before, one.reason);
    select(moved[0].cell, true);
    tools();
  }

  function doAgain() {
    const moved = undone.pop();
    if (!moved) return;
    done.push(moved);
    for (const one of moved) put(one, one.after, one.text);
    select(moved[0].cell, true);
    tools();
  }

  function tools() {
    tool("undo").disabled = !done.length;
    tool("redo").disabled = !undone.length;
    tool("paste-row").disabled = !copied;
  }

  // What the server holds now. After a refusal (`isOurs` false) the cell shows that; after a save it keeps what was
  // chosen since. A reason that went with a cleared cell is kept for taking back.
  function settle(entry, answer, isOurs) {
    entry.rank = DEPTHS.indexOf(answer.depth);
    entry.revision = answer.revision;
    if (isOurs && answer.cleared && entry.step) entry.step.reason = answer.cleared;
    if (!isOurs) entry.wanted = entry.rank;
    const { cell } = entry;
    if (!cell) return;
    if (shown(cell) !== entry.wanted) draw(cell, entry.wanted);
    if (entry.wanted === entry.rank) {
      cell.classList.toggle("w", Boolean(answer.rationale));
      if (cell === current) cell.setAttribute("aria-label", label(cell));
    }
    const others = [...cell.parentElement.cells].some((one) => one !== cell && saving.isBusy(state.get(one)));
    if (!others && entry.wanted === entry.rank) {
      showParts(cell.parentElement.querySelector(".parts"), answer.deep, answer.light);
      cover(cell.parentElement, answer, isOurs);
    }
  }

  function giveUp(entry, reason) {
    entry.wanted = entry.rank;
    if (entry.cell) draw(entry.cell, entry.rank);
    tell(entry.cell, `${entry.cell ? label(entry.cell) : ""}. ${reason}`);
  }

  // ---- hands ----

  table.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("td");
    if (event.button || !isCell(cell)) return;
    drag = { from: cell, to: cell };
  });

  table.addEventListener("mouseover", (event) => {
    const cell = drag && event.target.closest("td");
    if (!drag || !isCell(cell)) return;
    drag.to = cell;
    outline();
  });

  addEventListener("mouseup", (event) => {
    if (!drag) return;
    const { from, to } = drag;
    const cells = box(from, to);
    drag = null;
    outline();
    const moved = from !== to;
    if (!moved && !from.contains(event.target)) return;
    select(from, true);
    step(moved ? cells.map((cell) => [cell, known(from).wanted]) : [[from, (known(from).wanted + 1) % DEPTHS.length]]);
  });

  function box(from, to) {
    const all = rows();
    const [top, bottom] = [all.indexOf(from.parentElement), all.indexOf(to.parentElement)].sort((a, b) => a - b);
    const [left, right] = [from.cellIndex, to.cellIndex].sort((a, b) => a - b);
    return all.slice(top, bottom + 1).flatMap((row) => [...row.cells].slice(left, right + 1));
  }

  function outline() {
    for (const cell of body.querySelectorAll("td[data-in]")) delete cell.dataset.in;
    if (!drag || drag.from === drag.to) return;
    for (const cell of box(drag.from, drag.to)) cell.dataset.in = "";
  }

  table.addEventListener("keydown", (event) => {
    if (event.target !== current) return;
    if (event.key in MOVES) return move(event);
    if (event.ctrlKey || event.metaKey) return withControl(event);
    if (event.key === "Home" || event.key === "End") return edge(event);
    if (event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const acts = { c: copyRow, v: pasteRow, w: () => why.open(current) };
    const next = key === " " || key === "Enter" ? (known(current).wanted + 1) % DEPTHS.length : KEYS[key];
    if (next === undefined && !acts[key]) return;
    event.preventDefault();
    if (acts[key]) acts[key]();
    else step([[current, next]]);
  });

  function withControl(event) {
    const key = event.key.toLowerCase();
    if (event.key === "Home" || event.key === "End") return edge(event);
    const act = { z: event.shiftKey ? doAgain : takeBack, y: doAgain }[key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  async function move(event) {
    event.preventDefault();
    const [down, right] = MOVES[event.key];
    const from = current;
    let all = rows();
    if (down > 0 && from.parentElement === all.at(-1) && (await blocks.more())) all = rows();
    const next = all[all.indexOf(from.parentElement) + down]?.cells[from.cellIndex + right];
    if (!isCell(next)) return;
    select(next, true);
    if (event.shiftKey) step([[next, known(from).wanted]]);
  }

  async function edge(event) {
    event.preventDefault();
    const end = event.key === "End";
    const row = current.parentElement;
    if (event.ctrlKey && end) await blocks.all();
    const line = event.ctrlKey ? rows().at(end ? -1 : 0) : row;
    select(line.cells[end ? line.cells.length - 1 : FIRST], true);
  }

  function copyRow() {
    const row = current.parentElement;
    copied = [...row.cells].slice(FIRST).map((cell) => known(cell).wanted);
    for (const one of rows()) one.toggleAttribute("data-copied", one === row);
    tools();
    tell(null, words.copied);
  }

  function pasteRow() {
    if (!copied) return;
    told.textContent = "";
    step([...current.parentElement.cells].slice(FIRST).map((cell, column) => [cell, copied[column]]));
  }

  tool("undo").addEventListener("click", takeBack);
  tool("redo").addEventListener("click", doAgain);
  tool("copy-row").addEventListener("click", () => { copyRow(); current.focus(); });
  tool("paste-row").addEventListener("click", () => { pasteRow(); current.focus(); });
  tool("why").addEventListener("click", () => why.open(current));
}
