// Lines of the grid come in blocks, shortly before one scrolls to them. Without this file they come in pages.

const parts = (globalThis.mappingGrid ??= {}); // files by hashed names cannot import one another
parts.startBlocks = function startBlocks(root) {
  const words = root.dataset;
  const body = root.querySelector("tbody");
  const note = document.querySelector(".mapping-more");
  const wrap = root.querySelector(".table-wrap");
  let page = Number(words.page);
  const last = Number(words.pages);
  let coming = null;
  if (page === 1) document.querySelector(".mapping-pages")?.setAttribute("hidden", "");

  // The next block; false when there is none or it could not be had.
  function more() {
    if (page >= last) return Promise.resolve(false);
    coming ??= load().finally(() => { coming = null; });
    return coming;
  }

  async function load() {
    note.hidden = false;
    try {
      const response = await fetch(`${words.rows}&page=${page + 1}`, { redirect: "error" });
      if (!response.ok) return false;
      body.insertAdjacentHTML("beforeend", await response.text());
      page += 1;
    } catch {
      return false;
    } finally {
      note.hidden = true;
    }
    if (page >= last) watch?.disconnect();
    return true;
  }

  async function all() {
    while (await more());
  }

  const sentinel = document.createElement("div");
  sentinel.className = "mapping-end";
  wrap.append(sentinel);
  const watch = page < last ? new IntersectionObserver(whenNear, { root: wrap, rootMargin: "0px 0px 1200px 0px" }) : null;
  watch?.observe(sentinel);

  // Asked again after each block: an end that stays near is not announced twice.
  async function whenNear(entries) {
    if (!entries.at(-1).isIntersecting || !(await more())) return;
    watch.unobserve(sentinel);
    if (page < last) watch.observe(sentinel);
  }

  return { more, all };
};
