// What waits to be sent from a self-assessment page, one entry an item, kept on the device until it is acknowledged.
//
// Each entry carries the stroke under which it was given: this page load's random name and a running number. Whoever
// sends it, and however often, it keeps that stroke, so that the server knows a late copy for what it is. The name is
// made anew for each page load and kept nowhere: a window that is duplicated must not write under the same one.

const parts = (globalThis.selfAssessment ??= {}); // files by hashed names cannot import one another
parts.startOutbox = function startOutbox(prefix) {
  const memory = new Map();
  const writer = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  let strokes = 0;
  let clock = 0;

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

  // "Newer" holds also when the device's clock is put back.
  const heard = (at) => { clock = Math.max(clock, at); };

  function tick() {
    heard(Math.max(clock + 1, Date.now()));
    return clock;
  }

  const has = (item) => memory.has(item);
  const waiting = () => [...memory.values()].sort((one, other) => one.at - other.at);
  const isKept = () => waiting().every((entry) => entry.isKept);

  // Takes the place of what still waits of the same item.
  function keep(given) {
    const entry = { ...given, at: tick(), writer, stroke: (strokes += 1) };
    entry.isKept = storage.write(entry);
    memory.set(entry.item, entry);
    return entry;
  }

  function drop(entry) {
    if (memory.get(entry.item)?.at === entry.at) memory.delete(entry.item);
    storage.remove(entry);
  }

  // A newer answer on this device, sent or not, takes the place of an older one that still waits here.
  function yieldTo(item, at) {
    heard(at);
    if (memory.get(item)?.at < at) memory.delete(item);
  }

  // What an earlier visit could not send waits here from now on.
  function takeUp() {
    const entries = storage.read();
    for (const entry of entries) {
      heard(entry.at);
      memory.set(entry.item, entry);
    }
    return entries;
  }

  // While a page lay in the browser's own store another may have sent, or replaced, what waits here.
  function compare() {
    const held = new Map(storage.read().map((entry) => [entry.item, entry.at]));
    for (const entry of waiting()) if (entry.isKept && held.get(entry.item) !== entry.at) memory.delete(entry.item);
  }

  return { has, waiting, isKept, keep, drop, yieldTo, takeUp, compare };
};
