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

const outbox = globalThis.selfAssessment.startOutbox(prefix);
const windows = globalThis.selfAssessment.startWindows(prefix, {
  address: said.news,
  patience: GIVE_UP_MS,
  given: outbox.yieldTo,
  hear,
  submitted: () => state("warn", said.saidSubmitted),
});
const refused = new Map(); // item → why
const isWaiting = () => outbox.waiting().length > 0;

function keep(card) {
  const entry = outbox.keep({ item: card.dataset.card, url: card.dataset.url, base: base(card), given: read(card) });
  refused.delete(entry.item);
  windows.tell({ item: entry.item, at: entry.at });
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
    body: JSON.stringify({
      ...entry.given,
      base_revision: card ? base(card) : entry.base,
      writer: entry.writer,
      stroke: entry.stroke,
    }),
    ...options,
  });
}

function flush() {
  sending ??= sendAll().finally(() => {
    sending = null;
    leave();
    windows.look(GROWN_OLD_MS);
  });
  return sending;
}

// Resolves to true when nothing is left to send.
async function sendAll() {
  clearTimeout(timer);
  for (let entry = outbox.waiting()[0]; entry; entry = outbox.waiting()[0]) {
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

// What was sent is kept now; or it came late, and what is kept instead is shown.
function acknowledge(entry, answer) {
  outbox.drop(entry);
  const kept = answer.kept ?? { ...entry.given, base_revision: String(answer.revision), shown: answer.shown };
  const card = cardOf(entry.item);
  if (card && answer.kept && !outbox.has(entry.item)) take(card, kept, said.saidNewer);
  else if (card) {
    heard(card, kept);
    tell(card, answer.superseded ? said.saidSuperseded : "");
  }
  windows.tell({ item: entry.item, at: entry.at, kept });
  if (isWaiting()) return;
  const [why] = refused.values();
  if (why) state("bad", why);
  else state("good", `${said.saidSaved} ${answer.saved}`);
}

// From elsewhere: what somebody changes here is never overwritten.
function hear(item, kept, message = said.saidNewer) {
  const card = cardOf(item);
  if (card && !outbox.has(item) && Number(kept.base_revision) > base(card)) take(card, kept, message);
}

function take(card, kept, message) {
  const before = JSON.stringify(read(card));
  show(card, kept);
  heard(card, kept);
  if (JSON.stringify(read(card)) !== before) tell(card, message);
}

function heard(card, kept) {
  field(card, "base_revision").value = kept.base_revision;
  field(card, "shown").value = kept.shown;
  known.set(card.dataset.card, shape(card, kept));
  refused.delete(card.dataset.card);
  count(card, kept);
}

function refuse(entry, why) {
  outbox.drop(entry);
  known.delete(entry.item);
  tell(cardOf(entry.item), why);
  if (cardOf(entry.item)) refused.set(entry.item, why);
  state("bad", why);
}

function later() {
  failures += 1;
  state("warn", outbox.isKept() ? said.saidOffline : said.saidOfflineUnkept);
  timer = setTimeout(flush, Math.min(1000 * 2 ** failures, LONGEST_WAIT_MS));
  return false;
}

function signIn() {
  const place = outbox.waiting().map((entry) => cardOf(entry.item)).find(Boolean);
  const href = said.login + (place ? encodeURIComponent(`#${place.id}`) : "");
  const target = outbox.isKept() ? "" : "_blank"; // the page must stay when it alone holds an answer
  state("warn", target ? said.saidSigninUnkept : said.saidSignin, { href, label: said.saidSigninLink, target });
  timer = setTimeout(flush, LONGEST_WAIT_MS);
  return false;
}

// ---- what the learner does ----

const typing = new Map();

function saveSoon(card, wait) {
  clearTimeout(typing.get(card));
  typing.delete(card);
  if (!outbox.has(card.dataset.card) && known.get(card.dataset.card) === shape(card, read(card))) return;
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
  if (!leaving || isWaiting() || !navigator.onLine) return;
  const button = leaving;
  leaving = null;
  form.requestSubmit(button);
}

form.addEventListener("submit", (event) => {
  if (!isWaiting() && navigator.onLine) return;
  event.preventDefault();
  event.stopPropagation();
  leaving = event.submitter;
  if (!isWaiting()) state("warn", said.saidOffline);
  else flush();
});

addEventListener("online", flush);
async function comeBack() {
  if (document.hidden) return;
  await flush();
  windows.look(LOOK_AGAIN_MS);
}

addEventListener("focus", comeBack);
addEventListener("visibilitychange", comeBack);
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  outbox.compare();
  comeBack();
});
addEventListener("beforeunload", (event) => {
  if (!outbox.isKept()) event.preventDefault();
});
addEventListener("pagehide", () => {
  for (const entry of outbox.waiting()) post(entry, { keepalive: true }).catch(() => {});
});

// ---- beginning: take up what an earlier visit could not send, and what was given before this script was there ----

// A browser that goes back puts old answers into the page, though newer ones may be kept by now.
form.autocomplete = "off";
const early = cards.filter((card) => known.get(card.dataset.card) !== shape(card, read(card)));

for (const entry of outbox.takeUp()) {
  const card = cardOf(entry.item);
  if (card && !early.includes(card)) show(card, entry.given);
}
for (const hint of form.querySelectorAll("[data-keys]")) hint.hidden = false;
early.forEach(keep);
if (isWaiting()) flush();
// A page that comes out of the browser's own store may be older than what she answered since.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") windows.look(0, "");
