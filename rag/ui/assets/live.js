// The answer being given: its question stays at the top of the window until the reader scrolls; 停止 stops it.
let forming = false;
let moved = false;
for (const name of ["wheel", "touchmove"]) addEventListener(name, () => (moved = true), { passive: true });

watch("value", () => {
  delete document.body.dataset.asked;
  const pending = element.querySelector(".pending") !== null;
  if (pending && !forming) moved = false; // a new question
  forming = pending;
  // After the next frame, when the earlier answers above it have been drawn too.
  if (element.querySelector(".turn") && !moved) {
    requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block: "start" })));
  }
});
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-halt]");
  if (button) trigger("halt", { question: button.dataset.halt });
});
