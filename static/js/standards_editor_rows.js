// Rows of the editor's tree: what belongs to one, and which comes next.

const parts = (globalThis.standardsEditor ??= {}); // files by hashed names cannot import one another
Object.assign(parts, { rowOf, linkOf, listOf, parentOf, keyOf, rowFor, firstIn, next, previous });

function rowOf(item) {
  return item.firstElementChild;
}

function linkOf(item) {
  return rowOf(item).querySelector(":scope > a");
}

function listOf(item) {
  return item.querySelector(":scope > ul");
}

function parentOf(item) {
  return item.parentElement?.closest("li") || null;
}

function keyOf(item) {
  return item ? item.id.slice(2) : "";
}

function rowFor(key) {
  return key ? document.getElementById(`e-${key}`) : null;
}

function near(item, step) {
  let other = item[step];
  while (other?.hidden) other = other[step];
  return other;
}

function firstIn(item) {
  const list = listOf(item);
  if (!list || item.classList.contains("shut")) return null;
  const first = list.firstElementChild;
  return first?.hidden ? near(first, "nextElementSibling") : first;
}

function next(item) {
  let found = firstIn(item);
  for (let one = item; !found && one; one = parentOf(one)) found = near(one, "nextElementSibling");
  return found;
}

function previous(item) {
  let found = near(item, "previousElementSibling");
  if (!found) return parentOf(item);
  while (firstIn(found)) {
    const last = listOf(found).lastElementChild;
    found = last.hidden ? near(last, "previousElementSibling") : last;
  }
  return found;
}
