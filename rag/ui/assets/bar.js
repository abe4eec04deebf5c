// The events of the masthead that the server answers.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("fresh" in button.dataset) trigger("fresh");
  if ("pick" in button.dataset) trigger("pick", { id: button.dataset.pick });
  if ("clear" in button.dataset && confirm("清除这个浏览器里保存的全部对话？")) trigger("clear");
});
