// The tree of statements to ask about: a heading ticks all beneath it, is half ticked when some are, and counts.
// Without this script a ticked heading stands for all beneath it as well; the server reads both alike.

const pick = document.querySelector("[data-pick]");
const everything = pick.querySelector("[data-everything]");
const statements = [...pick.querySelectorAll("[name=statements]")];
const branches = [...pick.querySelectorAll("[data-branch]")].reverse();
const kinds = [...document.querySelectorAll("[name=kinds]")];
const count = pick.querySelector("[data-pick-count]");

const boxOf = (branch) => branch.querySelector("[name=branches]");
const offered = (list) => list.filter((box) => !box.closest("li").hidden);

function setFrom(box, beneath) {
  const ticked = beneath.filter((one) => one.checked).length;
  box.checked = ticked > 0 && ticked === beneath.length;
  box.indeterminate = ticked > 0 && ticked < beneath.length;
}

function show() {
  for (const branch of branches) setFrom(boxOf(branch), offered([...branch.querySelectorAll("[name=statements]")]));
  setFrom(everything, offered(statements));
  const chosen = offered(statements).filter((box) => box.checked).length;
  count.textContent = `${chosen} ${count.dataset.said}`;
}

function tick(boxes, checked) {
  for (const box of boxes) box.checked = checked;
}

function offerKinds() {
  const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
  for (const box of statements) {
    const item = box.closest("li");
    item.hidden = kinds.length > 0 && !wanted.has(item.dataset.kind);
  }
  for (const branch of branches) {
    branch.hidden = offered([...branch.querySelectorAll("[name=statements]")]).length === 0;
  }
}

// What the server ticked stands for all beneath it; from here on every statement has its own tick.
if (everything.checked) tick(statements, true);
for (const branch of branches) {
  if (boxOf(branch).checked) tick(branch.querySelectorAll("[name=statements]"), true);
}

pick.addEventListener("change", ({ target }) => {
  if (target === everything) tick(offered(statements), target.checked);
  if (target.name === "branches") {
    tick(offered([...target.closest("[data-branch]").querySelectorAll("[name=statements]")]), target.checked);
  }
  show();
});
for (const box of kinds) {
  box.addEventListener("change", () => {
    offerKinds();
    show();
  });
}
count.hidden = false;
offerKinds();
show();
