// The answer being given: a new question is brought to the top of the window; 停止 stops it.
let question = "";
watch("value", () => {
  const heading = element.querySelector(".question");
  // After the next frame, when the earlier answers above it have been drawn too.
  if (heading && heading.textContent !== question) {
    requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block: "start" })));
  }
  question = element.querySelector(".pending") ? heading.textContent : "";
});
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-halt]");
  if (button) trigger("halt", { question: button.dataset.halt });
});
