// How far a part goes in an element, and why, in a dialog. It asks the server first, so that nobody's reason is
// written over unseen.

const parts = (globalThis.mappingGrid ??= {}); // files by hashed names cannot import one another
parts.startWhy = function startWhy(words, grid) {
  const dialog = document.querySelector(".mapping-why");
  const [of, stale] = [dialog.querySelector("[data-of]"), dialog.querySelector("[data-stale]")];
  const [depth, text] = [dialog.querySelector("select"), dialog.querySelector("textarea")];
  let cell = null;

  async function open(chosen) {
    cell = chosen;
    const entry = grid.known(cell);
    const base = words.cells.replace(/[^/]+\/$/, "");
    const [kind, item] = entry.item.split(":");
    stale.textContent = "";
    text.value = "";
    try {
      const response = await fetch(`${base}${entry.element}/${kind}/${item}/`, { redirect: "error" });
      if (!response.ok) throw new Error("refused");
      const answer = await response.json();
      if (entry.wanted === entry.rank) grid.settle(entry, answer, false);
      text.value = answer.rationale;
    } catch {
      stale.textContent = words.offline;
    }
    of.textContent = grid.label(cell);
    depth.value = String(entry.wanted);
    dialog.showModal();
    text.focus();
  }

  dialog.querySelector("form").addEventListener("submit", (event) => {
    const rank = Number(depth.value);
    if (!rank && text.value.trim()) {
      event.preventDefault();
      stale.textContent = words.first;
      return;
    }
    grid.step([[cell, rank]], rank ? new Map([[cell, text.value.trim()]]) : new Map());
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => cell?.focus());

  return { open };
};
