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
const LOOK_AGAIN_MS = 1000;
const GROWN_OLD_MS = 60000;
const JUDGED = [400, 409];
const FIELDS = ["level", "importance", "confidence", "example", "text"];

// ---- what waits to be sent, one entry an item, kept on the device until it is acknowledged ----

const memory = new Map();

const storage = {
  read() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).flatMap(storage.entry);
    } catch {
      return [];
    }
  },
  // What is no entry of ours must not hide the others.
  entry(key) {
    try {
      const entry = JSON.parse(localStorage.getItem(key));
      return entry?.item && entry.given && Number.isFinite(entry.at) ? [{ ...entry, isKept: true }] : [];
    } catch {
      return [];
    }
  },
  // False where a private window or a full device refuses: then only the page itself holds the answer.
  write(entry) {
    try {
      localStorage.setItem(prefix + entry.item, JSON.stringify(entry));
      return true;
    } catch {
      return false;
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

const refused = new Map(); // item → why
const waiting = () => [...memory.values()].sort((one, other) => one.at - other.at);
const isKept = () => waiting().every((entry) => entry.isKept);
let clock = 0;
const stamp = () => (clock = Math.max(clock + 1, Date.now()));

function keep(card) {
  const entry = { item: card.dataset.card, url: card.dataset.url, at: stamp(), base: base(card), given: read(card) };
  entry.isKept = storage.write(entry);
  memory.set(entry.item, entry);
  refused.delete(entry.item);
  channel?.postMessage({ item: entry.item, at: entry.at });
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

const read = (card) =>
  Object.fromEntries(FIELDS.filter((name) => field(card, name)).map((name) => [name, field(card, name).value]));

// Setting the value of radio buttons does not take a choice away.
function put(one, value) {
  if (one instanceof RadioNodeList) for (const radio of one) radio.checked = radio.value === value;
  else one.value = value;
}

function show(card, given) {
  for (const name of Object.keys(read(card))) put(field(card, name), given[name] ?? "");
  const fold = card.querySelector("details");
  if (fold && [...fold.querySelectorAll("textarea, :checked")].some((one) => one.value)) fold.open = true;
}

const required = said.required.split(" ").filter(Boolean);

// Whether it counts as answered: a level with all that is required beside it, or "not applicable".
function isComplete(given) {
  if ("text" in given) return Boolean(given.text.trim());
  return given.level === "na" || Boolean(given.level && required.every((name) => given[name].trim()));
}

function tell(card, message) {
  if (card) card.querySelector("[data-card-state]").textContent = message;
}

// A link that already stands there is left alone: a press on it must not lose its target half way.
function state(tone, message, link) {
  if (link && bar.querySelector("a")?.getAttribute("href") === link.href) return;
  bar.dataset.tone = tone;
  bar.textContent = message;
  if (!link) return;
  const anchor = document.createElement("a");
  anchor.href = link.href;
  anchor.textContent = link.label;
  anchor.target = link.target;
  bar.append(" ", anchor);
}

// What the server is known to have of each card, so that leaving a field which is saved already sends nothing.
const shape = (card, given) => JSON.stringify(Object.keys(read(card)).map((name) => given[name] ?? ""));
const known = new Map(cards.map((card) => [card.dataset.card, shape(card, rendered(card))]));

function rendered(card) {
  const given = {};
  for (const name of Object.keys(read(card))) {
    const inputs = [...card.querySelectorAll(`[name="${card.dataset.prefix}-${name}"]`)];
    const one = inputs[0].type === "radio" ? inputs.find((input) => input.defaultChecked)?.value : inputs[0].defaultValue;
    given[name] = one ?? "";
  }
  return given;
}

// ---- progress: what the server has acknowledged ----

const answered = new Set(cards.filter((card) => isComplete(read(card))).map((card) => card.dataset.card));

function count(card, given) {
  if (isComplete(given)) answered.add(card.dataset.card);
  else answered.delete(card.dataset.card);
  const total = Number(said.elsewhere) + ("context" in said ? 0 : answered.size);
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
  sending ??= sendAll().finally(() => {
    sending = null;
    leave();
    look(GROWN_OLD_MS);
  });
  return sending;
}

// Resolves to true when nothing is left to send.
async function sendAll() {
  clearTimeout(timer);
  for (let entry = waiting()[0]; entry; entry = waiting()[0]) {
    if (!bar.querySelector("a")) state("busy", said.saidSaving);
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
  if (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status)) return signIn();
  const answer = await response.json().catch(() => null);
  // Only our own words about this answer settle it: not a page of a proxy, nor half of an acknowledgement.
  const isAcknowledged = response.ok && answer?.revision;
  if (!isAcknowledged && !(JUDGED.includes(response.status) && answer?.message)) return later();
  failures = 0;
  if (isAcknowledged) acknowledge(entry, answer);
  else refuse(entry, answer.message);
  return true;
}

function acknowledge(entry, answer) {
  drop(entry);
  const kept = { ...entry.given, base_revision: String(answer.revision), shown: answer.shown };
  const card = cardOf(entry.item);
  if (card) {
    heard(card, kept);
    tell(card, answer.superseded ? said.saidSuperseded : "");
  }
  channel?.postMessage({ item: entry.item, at: entry.at, kept });
  if (memory.size) return;
  const [why] = refused.values();
  if (why) state("bad", why);
  else state("good", `${said.saidSaved} ${answer.saved}`);
}

function heard(card, kept) {
  field(card, "base_revision").value = kept.base_revision;
  field(card, "shown").value = kept.shown;
  known.set(card.dataset.card, shape(card, kept));
  refused.delete(card.dataset.card);
  count(card, kept);
}

function refuse(entry, why) {
  drop(entry);
  known.delete(entry.item);
  tell(cardOf(entry.item), why);
  if (cardOf(entry.item)) refused.set(entry.item, why);
  state("bad", why);
}

function later() {
  failures += 1;
  state("warn", isKept() ? said.saidOffline : said.saidOfflineUnkept);
  timer = setTimeout(flush, Math.min(1000 * 2 ** failures, LONGEST_WAIT_MS));
  return false;
}

function signIn() {
  const place = waiting().map((entry) => cardOf(entry.item)).find(Boolean);
  const href = said.login + (place ? encodeURIComponent(`#${place.id}`) : "");
  const target = isKept() ? "" : "_blank"; // the page must stay when it alone holds an answer
  state("warn", target ? said.saidSigninUnkept : said.saidSignin, { href, label: said.saidSigninLink, target });
  timer = setTimeout(flush, LONGEST_WAIT_MS);
  return false;
}

// ---- other windows and devices: the newest acknowledged answer counts, and every page that shows it says so ----

const channel = "BroadcastChannel" in window ? new BroadcastChannel(prefix) : null;

function hear(item, kept, message = said.saidNewer) {
  const card = cardOf(item);
  if (!card || memory.has(item) || Number(kept.base_revision) <= base(card)) return;
  const before = JSON.stringify(read(card));
  show(card, kept);
  heard(card, kept);
  if (JSON.stringify(read(card)) !== before) tell(card, message);
}

// A newer answer on this device, sent or not, takes the place of an older one that still waits here.
channel?.addEventListener("message", ({ data }) => {
  clock = Math.max(clock, data.at); // "newer" holds also when the device's clock is put back
  if (memory.get(data.item)?.at < data.at) memory.delete(data.item);
  if (data.kept) hear(data.item, data.kept);
});

let looked = Date.now();

// Ask what is kept of this page, unless that was asked within so many milliseconds.
async function look(age, message) {
  if (Date.now() - looked < age) return;
  looked = Date.now();
  try {
    const signal = AbortSignal.timeout(GIVE_UP_MS);
    const response = await fetch(said.news, {
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store", // going back, a browser would rather answer from its own store
      signal,
    });
    if (!response.ok) return;
    const news = await response.json();
    for (const [item, kept] of Object.entries(news.kept)) hear(item, kept, message);
    if (news.is_submitted) state("warn", said.saidSubmitted);
  } catch {
    // Without a connection there is no news.
  }
}

// ---- what the learner does ----

const typing = new Map();

function saveSoon(card, wait) {
  clearTimeout(typing.get(card));
  typing.delete(card);
  if (!memory.has(card.dataset.card) && known.get(card.dataset.card) === shape(card, read(card))) return;
  leaving = null;
  keep(card);
  if (!wait) return void flush();
  typing.set(card, setTimeout(() => { typing.delete(card); flush(); }, wait));
}

const TYPED = "textarea, input:not([type=radio])";

form.addEventListener("input", (event) => {
  const card = event.target.closest("[data-card]");
  if (card && event.target.matches(TYPED)) saveSoon(card, TYPING_MS);
});

form.addEventListener("change", (event) => {
  const card = event.target.closest("[data-card]");
  if (card) saveSoon(card, 0);
});

// A number stands for the choice that is called so, or else for the first, second, … (0 for the tenth).
function choiceOf(card, target, key) {
  const group = target.matches("[type=radio]") ? target.name : `${card.dataset.prefix}-level`;
  const radios = [...card.querySelectorAll(`[name="${group}"]`)];
  if (key.toLowerCase() === "n") return radios.find((radio) => radio.value === "na");
  if (!/^[0-9]$/.test(key)) return undefined;
  const choices = radios.filter((radio) => radio.value !== "na");
  return (
    choices.find((radio) => radio.parentElement.querySelector("b").textContent.trim() === key) ??
    choices[(Number(key) || 10) - 1]
  );
}

form.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    if (event.target.matches(TYPED)) saveSoon(card, 0);
  }
  if (event.target.matches(TYPED)) return;
  const choice = choiceOf(card, event.target, event.key);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  if (!choice.checked) choice.click();
});

// Next and Back wait until everything is saved, and go on by themselves then unless she does something else first; the
// form itself then only leads on.
let leaving = null;

function leave() {
  if (!leaving || memory.size || !navigator.onLine) return;
  const button = leaving;
  leaving = null;
  form.requestSubmit(button);
}

form.addEventListener("submit", (event) => {
  if (!memory.size && navigator.onLine) return;
  event.preventDefault();
  event.stopPropagation();
  leaving = event.submitter;
  if (!memory.size) state("warn", said.saidOffline);
  else flush();
});

addEventListener("online", flush);
async function comeBack() {
  if (document.hidden) return;
  await flush();
  look(LOOK_AGAIN_MS);
}

addEventListener("focus", comeBack);
addEventListener("visibilitychange", comeBack);
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  // While this page lay in the browser's own store another may have sent, or replaced, what waits here.
  const held = new Map(storage.read().map((entry) => [entry.item, entry.at]));
  for (const entry of waiting()) if (entry.isKept && held.get(entry.item) !== entry.at) memory.delete(entry.item);
  comeBack();
});
addEventListener("beforeunload", (event) => {
  if (!isKept()) event.preventDefault();
});
addEventListener("pagehide", () => {
  for (const entry of waiting()) post(entry, { keepalive: true }).catch(() => {});
});

// ---- beginning: take up what an earlier visit could not send, and what was given before this script was there ----

// A browser that goes back puts old answers into the page, though newer ones may be kept by now.
form.autocomplete = "off";
const early = cards.filter((card) => known.get(card.dataset.card) !== shape(card, read(card)));

for (const entry of storage.read()) {
  clock = Math.max(clock, entry.at);
  memory.set(entry.item, entry);
  const card = cardOf(entry.item);
  if (card && !early.includes(card)) show(card, entry.given);
}
for (const hint of form.querySelectorAll("[data-keys]")) hint.hidden = false;
early.forEach(keep);
if (memory.size) flush();
// A page that comes out of the browser's own store may be older than what she answered since.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") look(0, "");
