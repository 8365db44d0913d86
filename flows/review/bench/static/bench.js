"use strict";
/* Keys: a number chooses what holds, a declares it, n leaves it. Pointing at a number offers to correct it. */
document.addEventListener("DOMContentLoaded", () => {
  const why = document.getElementById("why");
  document.querySelectorAll("[data-why]").forEach((radio) => radio.addEventListener("change", () => { why.value = radio.dataset.why; }));
  document.querySelectorAll("button.box").forEach((box) => box.addEventListener("click", () => {
    const form = document.getElementById("correct");
    form.closest("details").open = true;
    form.area.value = box.dataset.area;
    form.expected.value = box.dataset.value;
    form.corrected.focus();
    form.scrollIntoView({ block: "center" });
  }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio]), select")) return;
    const choice = document.querySelectorAll(".proposals input")[Number(event.key) - 1];
    if (choice && !choice.disabled) { choice.checked = true; choice.focus(); choice.dispatchEvent(new Event("change")); event.preventDefault(); }
    else if (event.key === "a") document.getElementById("declare")?.click();
    else if (event.key === "n") document.getElementById("next")?.click();
  });
});
