// The grid of targets: "Set all to…", moving with Enter, and only the field that goes with the chosen audience.
// Without this script each level is chosen by itself, and all fields are there.

const fill = document.querySelector("[data-fill]");

function setAll() {
  const part = fill.querySelector("[data-all=where]").value;
  const where = part ? document.querySelector(`[data-part="${part}"]`) : document;
  for (const end of ["low", "high"]) {
    const value = fill.querySelector(`[data-all=${end}]`).value;
    for (const select of where.querySelectorAll(`select[name^=${end}-]`)) select.value = value;
  }
}

// Not there when learners have been shown these targets.
if (fill) {
  fill.hidden = false;
  document.querySelector("[data-keys]").hidden = false;
  fill.querySelector("button").addEventListener("click", setAll);
}

for (const end of ["low", "high"]) {
  const column = [...document.querySelectorAll(`select[name^=${end}-]`)];
  column.forEach((select, place) => {
    select.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      column[place + (event.shiftKey ? -1 : 1)]?.focus();
    });
  });
}

const audience = document.querySelector("[data-whose] [name=audience]");

function showWhose() {
  for (const name of ["role", "organisation"]) {
    document.querySelector(`#div_id_${name}`).hidden = audience.value !== name;
  }
}

audience.addEventListener("change", showWhose);
showWhose();
