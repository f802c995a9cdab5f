// "Set all to…" above the grid of targets; without this script each level is chosen by itself.

const fill = document.querySelector("[data-fill]");

fill.hidden = false;
fill.querySelector("button").addEventListener("click", () => {
  for (const end of ["low", "high"]) {
    const value = fill.querySelector(`[data-all=${end}]`).value;
    for (const select of document.querySelectorAll(`select[name^=${end}-]`)) select.value = value;
  }
});
