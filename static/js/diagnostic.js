// A self-assessment page: every answer is sent as it is given, and "Saved" is shown only once the server has said so.
// What could not be sent stays in the page and on this device, and is sent in order when that works again.
// Without this script the page is a plain form.

const form = document.querySelector("[data-answers]");
const said = form.dataset;
const bar = form.querySelector("[data-state]");
const prefix = `carnegie-answer:${said.answers}:`;
const TYPING_MS = 800;
const GIVE_UP_MS = 15000;
const LONGEST_WAIT_MS = 30000;

// ---- what waits to be sent, one entry an item, kept on the device until it is acknowledged ----

const memory = new Map();

const storage = {
  read() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => JSON.parse(localStorage.getItem(key)));
    } catch {
      return [];
    }
  },
  write(entry) {
    try {
      localStorage.setItem(prefix + entry.item, JSON.stringify(entry));
    } catch {
      // Private windows may refuse: the page itself still holds the answer.
    }
  },
  remove(entry) {
    try {
      const kept = JSON.parse(localStorage.getItem(prefix + entry.item) || "null");
      if (kept && kept.at <= entry.at) localStorage.removeItem(prefix + entry.item);
    } catch {
      // Nothing was kept.
    }
  },
};

const waiting = () => [...memory.values()].sort((one, other) => one.at - other.at);
let clock = 0;
const stamp = () => (clock = Math.max(clock + 1, Date.now()));

function keep(card) {
  const entry = { item: card.dataset.card, url: card.dataset.url, at: stamp(), base: base(card), given: read(card) };
  memory.set(entry.item, entry);
  storage.write(entry);
  return entry;
}

function drop(entry) {
  if (memory.get(entry.item)?.at === entry.at) memory.delete(entry.item);
  storage.remove(entry);
}

// ---- cards ----

const cards = [...form.querySelectorAll("[data-card]")];
const cardOf = (item) => cards.find((card) => card.dataset.card === item);
const field = (card, name) => form.elements[`${card.dataset.prefix}-${name}`];
const base = (card) => Number(field(card, "base_revision").value) || 0;

function read(card) {
  return {
    level: field(card, "level").value,
    importance: field(card, "importance").value,
    example: field(card, "example").value,
  };
}

function show(card, given) {
  field(card, "level").value = given.level;
  field(card, "importance").value = given.importance;
  field(card, "example").value = given.example;
  if (given.importance || given.example) card.querySelector("details").open = true;
}

function tell(card, message) {
  if (card) card.querySelector("[data-card-state]").textContent = message;
}

function state(tone, message, link) {
  bar.dataset.tone = tone;
  bar.textContent = message;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.href = link.href;
  anchor.textContent = link.label;
  bar.append(" ", anchor);
}

// ---- progress: what the server has acknowledged ----

const answered = new Set(cards.filter((card) => read(card).level).map((card) => card.dataset.card));

function progress() {
  const total = Number(said.elsewhere) + answered.size;
  const line = form.querySelector("[data-testid=progress]");
  line.querySelector("progress").value = total;
  line.querySelector("b").textContent = total;
  const done = answered.size === cards.length ? " ✓" : "";
  for (const note of document.querySelectorAll(".side-nav [aria-current] .side-note, .side-toggle .side-note")) {
    note.textContent = `${answered.size}/${cards.length}${done}`;
  }
}

// ---- sending, one at a time and in order ----

let sending = null;
let failures = 0;
let timer = 0;

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

function post(entry, options = {}) {
  const card = cardOf(entry.item);
  return fetch(entry.url, {
    method: "POST",
    redirect: "manual",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    body: JSON.stringify({ ...entry.given, base_revision: card ? base(card) : entry.base }),
    ...options,
  });
}

function flush() {
  sending ??= sendAll().finally(() => (sending = null));
  return sending;
}

// Resolves to true when nothing is left to send.
async function sendAll() {
  clearTimeout(timer);
  for (let entry = waiting()[0]; entry; entry = waiting()[0]) {
    state("busy", said.saidSaving);
    if (!(await send(entry))) return false;
  }
  return true;
}

async function send(entry) {
  let response;
  try {
    response = await post(entry, { signal: AbortSignal.timeout(GIVE_UP_MS) });
  } catch {
    return later();
  }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return signIn();
  if (response.status >= 500 || response.status === 429) return later();
  const answer = await response.json().catch(() => ({}));
  failures = 0;
  if (response.ok && answer.revision) acknowledge(entry, answer);
  else refuse(entry, answer);
  return true;
}

function acknowledge(entry, answer) {
  drop(entry);
  const card = cardOf(entry.item);
  if (card) {
    field(card, "base_revision").value = answer.revision;
    field(card, "shown").value = answer.shown;
    if (entry.given.level) answered.add(entry.item);
    else answered.delete(entry.item);
    tell(card, answer.superseded ? said.saidSuperseded : "");
    progress();
  }
  if (!memory.size) state("good", `${said.saidSaved} ${answer.saved}`);
}

function refuse(entry, answer) {
  drop(entry);
  tell(cardOf(entry.item), answer.message || said.saidRefused);
  state("bad", answer.message || said.saidRefused);
}

function later() {
  failures += 1;
  state("warn", said.saidOffline);
  timer = setTimeout(flush, Math.min(1000 * 2 ** failures, LONGEST_WAIT_MS));
  return false;
}

function signIn() {
  state("warn", said.saidSignin, { href: said.login, label: said.saidSigninLink });
  timer = setTimeout(flush, LONGEST_WAIT_MS);
  return false;
}

// ---- what the learner does ----

const typing = new Map();

function saveSoon(card, wait) {
  clearTimeout(typing.get(card));
  typing.delete(card);
  keep(card);
  if (!wait) return void flush();
  typing.set(card, setTimeout(() => { typing.delete(card); flush(); }, wait));
}

form.addEventListener("input", (event) => {
  const card = event.target.closest("[data-card]");
  if (card && event.target.matches("textarea")) saveSoon(card, TYPING_MS);
});

form.addEventListener("change", (event) => {
  const card = event.target.closest("[data-card]");
  if (card) saveSoon(card, 0);
});

form.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card || event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const value = event.key.toLowerCase() === "n" ? "na" : event.key;
  const choice = [...field(card, "level")].find((radio) => radio.value === value);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  if (!choice.checked) choice.click();
});

// Next and Back wait until everything is saved; the form itself then only leads on.
form.addEventListener("submit", async (event) => {
  if (!memory.size && navigator.onLine) return;
  event.preventDefault();
  event.stopPropagation();
  const button = event.submitter;
  if ((await flush()) && navigator.onLine) form.requestSubmit(button);
  else if (!memory.size) state("warn", said.saidOffline);
});

addEventListener("online", flush);
addEventListener("visibilitychange", () => {
  if (!document.hidden) flush();
});
addEventListener("pagehide", () => {
  for (const entry of waiting()) post(entry, { keepalive: true }).catch(() => {});
});

// ---- beginning: take up what an earlier visit could not send ----

for (const entry of storage.read()) {
  if (!entry?.item || !entry.given) continue;
  clock = Math.max(clock, entry.at);
  memory.set(entry.item, entry);
  const card = cardOf(entry.item);
  if (card) show(card, entry.given);
}
form.querySelector("[data-keys]").hidden = false;
if (memory.size) flush();
