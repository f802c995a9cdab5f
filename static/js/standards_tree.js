// The tree of a framework: expand, collapse and search without loading the page again; print it unfolded.

const tree = document.querySelector("[data-tree]");
const tools = document.querySelector("[data-tree-tools]");

function fold(open) {
  for (const details of tree.querySelectorAll("details")) details.open = open;
}

function textOf(item) {
  const own = item.querySelector(":scope > .leaf") || item.querySelector(":scope > details");
  if (own.className === "leaf") return own.textContent.toLowerCase();
  return [...own.children].filter((part) => part.tagName !== "UL").map((part) => part.textContent).join(" ").toLowerCase();
}

// Shows the items that hold every word, with all that stands above them; returns whether `item` stays.
function show(item, words) {
  const below = [...item.querySelectorAll(":scope > details > ul > li")];
  const any = below.map((child) => show(child, words)).some(Boolean);
  const stays = any || words.every((word) => textOf(item).includes(word));
  item.hidden = !stays;
  const details = item.querySelector(":scope > details");
  if (details && any) details.open = true;
  return stays;
}

function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of tree.children) show(item, words);
}

if (tree && tools) {
  tools.querySelector("[data-expand-all]").addEventListener("click", (event) => {
    event.preventDefault();
    fold(true);
  });
  tools.querySelector("[data-collapse-all]").addEventListener("click", (event) => {
    event.preventDefault();
    fold(false);
  });
  const filtered = new URLSearchParams(location.search).has("q");
  if (!filtered) tools.querySelector("[type=search]").addEventListener("input", (event) => search(event.target.value));
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = tree ? [...tree.querySelectorAll("details:not([open])")] : [];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});
