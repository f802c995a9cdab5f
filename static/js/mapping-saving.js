// Sends changed cells, a few at a time, until the server has said of each what it holds. What could not be sent is kept
// in this browser, and sent when the page is opened again.

const parts = (globalThis.mappingGrid ??= {}); // files by hashed names cannot import one another
const DEPTHS = ["", "introduces", "develops", "assesses"];
const RETRY_MS = 3000;
const AT_ONCE = 4;

parts.startSaving = function startSaving(words, { settle, giveUp, conflict }) {
  const saved = document.querySelector("#mapping-saved");
  const unsaved = new Set();
  const waiting = [];
  const running = new Set(); // elements: of one row, one cell after the other, so that each answer knows the last

  function report(text, tone) {
    saved.hidden = false;
    saved.className = `chip tone-${tone}`;
    saved.textContent = text;
  }

  function send(entry) {
    if (unsaved.has(entry)) return keep();
    unsaved.add(entry);
    if (entry.cell) entry.cell.dataset.busy = "";
    waiting.push(entry);
    report(words.saving, "info");
    keep();
    next();
  }

  function next() {
    while (running.size < AT_ONCE) {
      const place = waiting.findIndex((entry) => !running.has(entry.element));
      if (place < 0) return;
      const [entry] = waiting.splice(place, 1);
      running.add(entry.element);
      save(entry).finally(() => { running.delete(entry.element); next(); });
    }
  }

  async function save(entry) {
    while (entry.wanted !== entry.rank || entry.text !== undefined) {
      if (!(await one(entry))) await pause();
    }
    unsaved.delete(entry);
    if (entry.cell) delete entry.cell.dataset.busy;
    if (entry.answer) settle(entry, entry.answer, entry.isOurs);
    entry.answer = null;
    keep();
    if (!unsaved.size) report(words.saved, "good");
  }

  // Sends what is wanted now. False when the server could not be reached, and it is to be tried again.
  async function one(entry) {
    const { wanted, text } = entry;
    const body = { item: entry.item, element: entry.element, depth: DEPTHS[wanted], base_revision: entry.revision };
    if (text !== undefined) body.rationale = text;
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
    if (entry.text === text) entry.text = undefined;
    if ("revision" in answer) {
      entry.answer = answer;
      entry.isOurs = response.ok;
      if (!response.ok) entry.text = undefined;
      settle(entry, answer, response.ok);
      if (!response.ok) conflict(entry, answer, wanted);
    } else {
      entry.text = undefined;
      giveUp(entry, answer.reason || words.refused);
    }
    return true;
  }

  function pause() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }

  // ---- what is kept for the next visit ----

  function keep() {
    const rows = [...unsaved].map(({ item, element, wanted, revision, text }) => ({ item, element, wanted, revision, text }));
    try {
      if (rows.length) localStorage.setItem(words.keep, JSON.stringify(rows));
      else localStorage.removeItem(words.keep);
    } catch { /* A browser that keeps nothing still warns before the page is left. */ }
  }

  function resume(find) {
    let rows = [];
    try {
      rows = JSON.parse(localStorage.getItem(words.keep) || "[]");
    } catch { /* Damaged: there is nothing to send. */ }
    if (!Array.isArray(rows) || !rows.length) return;
    report(words.kept, "info");
    for (const { item, element, wanted, revision, text } of rows) {
      const entry = { item, element, wanted, revision, text, rank: -1, cell: find(item, element) };
      send(entry);
    }
  }

  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  return { send, resume, isBusy: (entry) => unsaved.has(entry) };
};
