// A rater's page: every answer is sent as it is given, and "Saved" is shown only once the server has said so. What could
// not be sent waits in the page, never on the device: it may be a shared one, and the rater may be anonymous.
// Without this script the page is a plain form.

const form = document.querySelector("[data-rating]");
const said = form.dataset;
const bar = form.querySelector("[data-state]");
const cards = [...form.querySelectorAll("[data-card]")];
const TYPING_MS = 800;
const GIVE_UP_MS = 15000;
const LONGEST_WAIT_MS = 30000;

// Each save says under which stroke it was given: this page load's random name and a running number, so that a copy which
// comes late is known for what it is.
const writer = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
let strokes = 0;

const field = (card, name) => form.elements[`${card.dataset.prefix}-${name}`];
const read = (card) => ({ level: field(card, "level").value, comment: field(card, "comment").value });

function state(tone, message) {
  bar.dataset.tone = tone;
  bar.textContent = message;
}

function tell(card, message) {
  card.querySelector("[data-card-state]").textContent = message;
}

function progress() {
  const total = Number(said.elsewhere) + cards.filter((card) => card.dataset.kept).length;
  const line = form.querySelector("[data-testid=progress]");
  line.querySelector("progress").value = total;
  line.querySelector("b").textContent = total;
}

// ---- sending, one at a time and in order ----

const waiting = new Set();
let sending = null;
let failures = 0;
let timer = 0;

function given(card) {
  strokes += 1;
  card.dataset.stroke = strokes;
  waiting.add(card);
}

function post(card, options = {}) {
  const sent = {
    ...read(card),
    base_revision: Number(field(card, "base_revision").value) || 0,
    writer,
    stroke: Number(card.dataset.stroke),
  };
  return fetch(card.dataset.url, {
    method: "POST",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
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
  for (let [card] = waiting; card; [card] = waiting) {
    state("busy", said.saidSaving);
    if (!(await send(card))) return false;
  }
  return true;
}

async function send(card) {
  waiting.delete(card);
  const level = read(card).level;
  let response;
  try {
    response = await post(card, { signal: AbortSignal.timeout(GIVE_UP_MS) });
  } catch {
    return later(card);
  }
  if (response.status >= 500 || response.status === 429) return later(card);
  const answer = await response.json().catch(() => ({}));
  // A page of a proxy, or half of an acknowledgement, settles nothing.
  if (response.ok && !answer.revision) return later(card);
  failures = 0;
  if (response.ok) acknowledge(card, level, answer);
  else refuse(card, answer);
  return true;
}

function acknowledge(card, level, answer) {
  field(card, "base_revision").value = answer.revision;
  field(card, "shown").value = answer.shown;
  card.dataset.kept = answer.kept?.level ?? level;
  tell(card, answer.superseded ? said.saidSuperseded : "");
  if (answer.kept && !waiting.has(card)) show(card, answer.kept);
  progress();
  if (!waiting.size) state("good", `${said.saidSaved} ${answer.saved}`);
}

// It came late: what is kept instead.
function show(card, kept) {
  const before = JSON.stringify(read(card));
  for (const radio of field(card, "level")) radio.checked = radio.value === kept.level;
  field(card, "comment").value = kept.comment;
  if (JSON.stringify(read(card)) !== before) tell(card, said.saidNewer);
}

function refuse(card, answer) {
  tell(card, answer.message || said.saidRefused);
  state("bad", answer.message || said.saidRefused);
}

function later(card) {
  waiting.add(card);
  failures += 1;
  state("warn", said.saidOffline);
  timer = setTimeout(flush, Math.min(1000 * 2 ** failures, LONGEST_WAIT_MS));
  return false;
}

// ---- what the rater does ----

let typing = 0;

form.addEventListener("input", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card || !event.target.matches("textarea")) return;
  given(card);
  clearTimeout(typing);
  typing = setTimeout(flush, TYPING_MS);
});

form.addEventListener("change", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card) return;
  given(card);
  flush();
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
  if (!waiting.size && !sending) return;
  event.preventDefault();
  event.stopPropagation();
  const button = event.submitter;
  if (await flush()) form.requestSubmit(button);
});

addEventListener("online", flush);
addEventListener("visibilitychange", () => {
  if (!document.hidden) flush();
});
addEventListener("beforeunload", (event) => {
  if (waiting.size || sending) event.preventDefault();
});
addEventListener("pagehide", () => {
  for (const card of waiting) post(card, { keepalive: true }).catch(() => {});
});

// ---- beginning: what was chosen before this script was there has not been sent ----

const fields = (card) => [...field(card, "level"), field(card, "comment")];
const isChanged = (one) => (one.type === "radio" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue);

for (const card of cards) {
  card.dataset.kept = [...field(card, "level")].find((radio) => radio.defaultChecked)?.value ?? "";
  if (fields(card).some(isChanged)) given(card);
}
if (waiting.size) flush();
form.querySelector("[data-keys]").hidden = false;
