/* The editor of crosswalks: choosing an element asks for the middle of the page only; arrows move in a list. Without
   this module every element is a link to the same page. */
const editor = document.querySelector("[data-crosswalk]");
const chosen = { left: editor.dataset.left, right: editor.dataset.right };

const address = () => {
  const query = new URLSearchParams();
  for (const side of ["left", "right"]) if (chosen[side]) query.set(side, chosen[side]);
  return query;
};

const mark = () => {
  for (const side of ["left", "right"]) {
    for (const link of editor.querySelectorAll(`[data-side=${side}] [data-element]`)) {
      if (link.dataset.element === chosen[side]) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
};

let latest = 0;
const show = async () => {
  mark();
  const query = address();
  history.replaceState(null, "", `?${query}`);
  query.set("part", "chosen");
  const asked = ++latest;
  const answer = await fetch(`?${query}`);
  if (asked !== latest) return;
  if (!answer.ok || answer.redirected) return location.reload();
  document.getElementById("chosen").outerHTML = await answer.text();
};

const choose = (side, element) => {
  chosen[side] = chosen[side] === element ? "" : element;
  show();
};

const pressed = (event) => event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-element], [data-choose]");
  if (!link || !pressed(event)) return;
  event.preventDefault();
  if (link.dataset.element) return choose(link.closest("[data-side]").dataset.side, link.dataset.element);
  [chosen.left, chosen.right] = link.dataset.choose.split(" ");
  show().then(() => document.getElementById("chosen").focus());
});

const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };
editor.addEventListener("keydown", (event) => {
  const link = event.target.closest("[data-element]");
  if (!link || !step[event.key]) return;
  let item = link.parentElement[step[event.key]];
  while (item && item.hidden) item = item[step[event.key]];
  if (item) item.querySelector("a").focus();
  event.preventDefault();
});

editor.addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of event.target.closest("[data-side]").querySelectorAll(".crosswalk-tree > li")) {
    const text = item.textContent.toLowerCase();
    item.hidden = !words.every((word) => text.includes(word));
  }
});
