// Dragging a row of the editor's tree by its grip; where it is let go it is moved to. Without it keys and buttons move.

const parts = (globalThis.standardsEditor ??= {}); // files by hashed names cannot import one another
parts.startDragging = function startDragging(tree, { firstIn, parentOf, keyOf, move }) {
  let drag = null;

  tree.addEventListener("pointerdown", (event) => {
    if (!event.target.matches(".grip") || event.button > 0) return;
    event.preventDefault();
    const item = event.target.closest("li[id]");
    drag = { item, y: event.clientY, isOn: false, over: null, where: "" };
    event.target.setPointerCapture(event.pointerId);
  });

  tree.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.isOn && Math.abs(event.clientY - drag.y) < 5) return;
    drag.isOn = true;
    drag.item.classList.add("is-dragged");
    if (event.clientY < 80) scrollBy(0, -18);
    else if (event.clientY > innerHeight - 60) scrollBy(0, 18);
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest(".erow");
    const over = row && tree.contains(row) ? row.parentElement : null;
    mark(over && !drag.item.contains(over) ? over : null, row, event.clientY);
  });

  function mark(over, row, y) {
    drag.over?.classList.remove("drop-before", "drop-after", "drop-inside");
    drag.over = over;
    if (!over) return;
    const box = row.getBoundingClientRect();
    const part = (y - box.top) / box.height;
    drag.where = part < 0.3 ? "before" : part > 0.7 && !firstIn(over) ? "after" : "inside";
    over.classList.add(`drop-${drag.where}`);
  }

  function drop(isDone) {
    if (!drag) return;
    const { item, over, where, isOn } = drag;
    over?.classList.remove("drop-before", "drop-after", "drop-inside");
    item.classList.remove("is-dragged");
    drag = null;
    if (!isDone || !isOn || !over) return;
    const parent = where === "inside" ? over : parentOf(over);
    let after = where === "after" ? over : where === "before" ? over.previousElementSibling : null;
    if (after === item) after = item.previousElementSibling;
    move(item, { parent: keyOf(parent), after: keyOf(after) });
  }

  tree.addEventListener("pointerup", () => drop(true));
  tree.addEventListener("pointercancel", () => drop(false));
  addEventListener("keydown", (event) => event.key === "Escape" && drop(false));
};
