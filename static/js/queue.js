// The queue by keyboard: J and K move from row to row; Enter opens, as on any link.
const links = [...document.querySelectorAll('[data-testid="queue-open"]')];

function move(step) {
  const here = links.indexOf(document.activeElement);
  const next = Math.min(Math.max(here + step, 0), links.length - 1);
  links[next]?.focus();
}

function isTyping(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "j") move(1);
  if (event.key === "k") move(-1);
});

document.querySelectorAll("[data-keys]").forEach((hint) => hint.removeAttribute("hidden"));
