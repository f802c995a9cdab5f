// The editor of a draft: folds, keys, dragging, and panels beneath the rows. Every act is a form of the server's; its
// answer says where the element stands now, and only that row is drawn again. Nothing typed is thrown away unasked.

const root = document.querySelector("[data-editor]");
if (root) start(root);
const waits = document.querySelector("[data-editor-waits]");
if (waits) watch(waits);

// Somebody else is editing: say when it is free, and leave it to the reader to look again.
function watch(place) {
  const timer = setInterval(async () => {
    const response = await fetch(place.dataset.turnUrl).catch(() => null);
    if (!response?.ok || (await response.json()).who) return;
    place.querySelector("[data-editor-free]").hidden = false;
    clearInterval(timer);
  }, 15_000);
}

function start(root) {
  const tree = document.querySelector("#editor-tree");
  const { rowOf, linkOf, listOf, parentOf, keyOf, rowFor, firstIn, next, previous } = globalThis.standardsEditor;
  const saved = document.querySelector("#editor-saved");
  const words = root.dataset;
  const tools = document.querySelector("#editor-tools").content.firstElementChild.cloneNode(true);
  let current = null;
  let panel = null;
  let isDirty = false;
  let keptAt = Date.now();
  let line = Promise.resolve(); // acts go one after the other

  root.classList.add("scripted");
  for (const one of tree.querySelectorAll(".erow > a")) one.tabIndex = -1;
  const wanted = location.hash.startsWith("#e-") && document.getElementById(location.hash.slice(1));
  select(wanted || tree.firstElementChild, Boolean(wanted));

  // ---- rows ----

  function select(item, focus = false) {
    if (!item) return;
    if (current && current !== item && current.isConnected) linkOf(current).tabIndex = -1;
    current = item;
    for (let one = parentOf(item); one; one = parentOf(one)) fold(one, true);
    linkOf(item).tabIndex = 0;
    if (tools.parentElement !== rowOf(item)) rowOf(item).append(tools);
    if (focus) linkOf(item).focus();
  }

  function fold(item, isOpen) {
    const button = rowOf(item).querySelector(":scope > .efold");
    if (!button) return;
    item.classList.toggle("shut", !isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  }

  // A row has a fold as long as it has rows below it.
  function settle(item) {
    if (!item) return;
    const button = rowOf(item).querySelector(":scope > .efold");
    const list = listOf(item);
    if (list && !list.children.length) list.remove();
    const isParent = Boolean(listOf(item));
    if (isParent === Boolean(button)) return;
    if (!isParent) {
      item.classList.remove("shut");
      button.remove();
      return;
    }
    const made = document.createElement("button");
    made.type = "button";
    made.className = "efold";
    made.tabIndex = -1;
    made.setAttribute("aria-label", words.fold.replace("%s", linkOf(item).textContent.trim().slice(0, 40)));
    made.setAttribute("aria-expanded", "true");
    rowOf(item).querySelector(".grip").after(made);
  }

  function place(item, parentKey, afterKey) {
    const before = parentOf(item);
    const parent = rowFor(parentKey);
    let list = tree;
    if (parent) {
      list = listOf(parent) || parent.appendChild(document.createElement("ul"));
    }
    const after = rowFor(afterKey);
    if (after) after.after(item);
    else list.prepend(item);
    if (before !== parent) settle(before);
    settle(parent);
  }

  // ---- what the server says ----

  function say(text, isBad = false) {
    saved.textContent = text;
    saved.classList.toggle("is-bad", isBad);
  }

  // The answer of an act, or null when there was none; the message is said here.
  async function send(url, body) {
    say(words.saving);
    let response;
    try {
      response = await fetch(url, {
        method: "POST",
        body,
        redirect: "manual",
        headers: { "X-Part": "yes", "X-CSRFToken": words.csrf },
      });
    } catch {
      say(words.offline, true);
      return null;
    }
    if (response.type === "opaqueredirect") say(words.signedOut, true);
    else if (response.status >= 500) say(words.failed, true);
    else return response;
    return null;
  }

  function isJson(response) {
    return Boolean(response.headers.get("Content-Type")?.includes("json"));
  }

  function apply(answer) {
    say(answer.said);
    if (answer.gone) return remove(rowFor(answer.id));
    let item = rowFor(answer.id);
    if (item) {
      linkOf(item).innerHTML = answer.head;
    } else {
      const holder = document.createElement("template");
      holder.innerHTML = answer.item;
      item = holder.content.firstElementChild;
      document.querySelector("[data-testid=editor-empty]")?.remove();
    }
    const focused = document.activeElement;
    place(item, answer.parent, answer.after);
    select(item);
    if (tools.contains(focused) || item.contains(focused)) focused.focus();
    return item;
  }

  function remove(item) {
    if (!item) return null;
    const parent = parentOf(item);
    const other = item.nextElementSibling || item.previousElementSibling || parent;
    item.remove();
    settle(parent);
    if (other) select(other, true);
    return other;
  }

  function move(item, data) {
    const body = new FormData();
    for (const [name, value] of Object.entries(data)) body.append(name, value);
    line = line.then(async () => {
      const response = await send(linkOf(item).href.replace(/edit\/$/, "move/"), body);
      if (!response) return;
      if (!isJson(response)) return say(words.failed, true);
      const answer = await response.json();
      if (!response.ok) return say(answer.reason, true);
      apply(answer);
      rowOf(item).scrollIntoView({ block: "nearest" });
    });
  }

  // ---- the panel ----

  function mayLeave() {
    return !isDirty || confirm(words.leave);
  }

  function close(focus = true) {
    panel?.remove();
    panel = null;
    isDirty = false;
    if (focus && current?.isConnected) linkOf(current).focus();
  }

  async function open(url, item) {
    if (!mayLeave()) return;
    let html = null;
    try {
      const response = await fetch(url, { redirect: "manual", headers: { "X-Part": "yes" } });
      if (response.ok) html = await response.text();
    } catch {
      // said below
    }
    if (html === null) return location.assign(url);
    close(false);
    panel = document.querySelector("#editor-panel").content.firstElementChild.cloneNode(true);
    if (item) rowOf(item).after(panel);
    else tree.after(panel);
    draw(html);
  }

  function draw(html) {
    panel.innerHTML = html;
    const summary = panel.querySelector("[data-focus], .notice");
    const field = panel.querySelector("input:not([type=hidden]), textarea");
    const target = summary || field || panel.querySelector("h3");
    if (target === summary && summary) summary.tabIndex = -1;
    target?.focus();
    (panel.querySelector("h3") || panel).scrollIntoView({ block: "nearest" });
  }

  function submit(form, submitter) {
    const body = new FormData(form, submitter);
    const isNext = submitter?.name === "next";
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = true;
    line = line.then(async () => {
      const response = await send(form.getAttribute("action"), body);
      for (const button of form.querySelectorAll("[type=submit]")) button.disabled = false;
      if (!response) return;
      if (!isJson(response)) {
        say("");
        draw(await response.text());
        isDirty = true;
        return;
      }
      const answer = await response.json();
      if (!response.ok) {
        say(answer.reason, true);
        return;
      }
      close(false);
      const item = apply(answer);
      if (isNext && item) await open(newAt(parentOf(item), item, body.get("kind")), item);
      else if (item) linkOf(item).focus();
    });
  }

  function newAt(parent, after, kind = "") {
    return `${words.newUrl}?${new URLSearchParams({ parent: keyOf(parent), after: keyOf(after), kind: kind || "" })}`;
  }

  function kindOf(item) {
    return item?.querySelector(":scope > .erow .kind")?.textContent || "";
  }

  const acts = {
    up: (item) => move(item, { direction: "up" }),
    down: (item) => move(item, { direction: "down" }),
    in: (item) => move(item, { direction: "in" }),
    out: (item) => move(item, { direction: "out" }),
    below: (item) => open(newAt(parentOf(item), item, kindOf(item)), item),
    inside: (item) => {
      const last = listOf(item)?.lastElementChild;
      open(newAt(item, last, kindOf(last)), item);
    },
    delete: (item) => open(linkOf(item).href.replace(/edit\/$/, "delete/"), item),
  };

  // ---- hands ----

  tree.addEventListener("click", (event) => {
    const item = event.target.closest("li[id]");
    if (!item || event.target.closest(".epanel")) return;
    const act = event.target.closest("[data-do]");
    if (act) return acts[act.dataset.do](item);
    if (event.target.closest(".efold")) return fold(item, item.classList.contains("shut"));
    if (event.target.closest(".erow > a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      select(item);
      open(linkOf(item).href, item);
    }
  });

  // A press selects when it is done: tools that come and go beneath the finger would shift the rows.
  let isPressed = false;
  addEventListener("pointerdown", () => { isPressed = true; }, true);
  addEventListener("pointerup", () => { isPressed = false; }, true);
  addEventListener("pointercancel", () => { isPressed = false; }, true);

  tree.addEventListener("focusin", (event) => {
    if (isPressed) return;
    const item = event.target.closest(".erow > a") && event.target.closest("li[id]");
    if (item && item !== current) select(item);
  });

  const altKeys = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

  tree.addEventListener("keydown", (event) => {
    if (!event.target.matches(".erow > a") || event.ctrlKey || event.metaKey) return;
    const item = event.target.closest("li[id]");
    if (event.altKey) {
      const act = event.key === "Enter" ? (event.shiftKey ? "inside" : "below") : altKeys[event.key];
      if (!act) return;
      event.preventDefault();
      return acts[act](item);
    }
    if (event.key === "Delete") return acts.delete(item);
    const target = {
      ArrowDown: () => next(item),
      ArrowUp: () => previous(item),
      Home: () => tree.firstElementChild,
      ArrowRight: () => (item.classList.contains("shut") ? fold(item, true) : firstIn(item)),
      ArrowLeft: () => (firstIn(item) ? fold(item, false) : parentOf(item)),
    }[event.key];
    if (!target) return;
    event.preventDefault();
    select(target(), true);
  });

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel && mayLeave()) close();
  });

  root.addEventListener("submit", (event) => {
    if (!panel?.contains(event.target)) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link?.matches(".epanel .actions .btn-link")) {
      event.preventDefault();
      if (mayLeave()) close();
    } else if (link?.matches("[data-add-last]")) {
      event.preventDefault();
      const last = tree.lastElementChild;
      open(newAt(null, last, kindOf(last)), null);
    }
    const all = event.target.closest("[data-all]");
    if (all) for (const item of tree.querySelectorAll("li:has(> ul)")) fold(item, all.dataset.all === "open");
  });

  // Who types is still here: the server is told, once a minute.
  root.addEventListener("input", async (event) => {
    if (event.target.type === "search") return search(event.target.value);
    isDirty = true;
    if (Date.now() - keptAt < 60_000) return;
    keptAt = Date.now();
    const body = new FormData();
    body.append("act", "keep");
    const headers = { "X-CSRFToken": words.csrf };
    const response = await fetch(words.turnUrl, { method: "POST", body, headers, redirect: "manual" }).catch(() => null);
    if (response?.status === 409) say((await response.json()).reason, true);
  });

  addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });

  // ---- searching ----

  function show(item, sought) {
    const list = listOf(item);
    const any = list ? [...list.children].map((child) => show(child, sought)).some(Boolean) : false;
    const text = linkOf(item).textContent.toLowerCase();
    const stays = any || sought.every((word) => text.includes(word));
    item.hidden = !stays;
    if (any && sought.length) fold(item, true);
    return stays;
  }

  function search(text) {
    const sought = text.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of tree.children) show(item, sought);
  }

  globalThis.standardsEditor.startDragging(tree, { firstIn, parentOf, keyOf, move });
}
