() => {
  // What the whole page does without the server: questions put into the box, copying, exporting, the drawer, light and dark.
  const box = () => document.querySelector("#box textarea");
  const fill = (text) => {
    const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    setter.call(box(), text);
    box().dispatchEvent(new Event("input", { bubbles: true }));
    box().focus();
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // not allowed outside https and localhost
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };
  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    link.download = `报问-${name.slice(0, 30).replace(/[\\/:*?"<>|\s.]+/g, "_")}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const drawer = (show) => {
    const archive = document.getElementById("archive");
    archive.hidden = !show;
    document.querySelector("[data-archive]").setAttribute("aria-expanded", String(show));
  };
  // One question at a time: from Enter (until the server is heard, see live.js, or 5 s) and while an answer forms.
  const hold = (event) => {
    const waiting = performance.now() - Number(document.body.dataset.asked ?? -Infinity) < 5000;
    if (waiting || document.querySelector("#live .pending")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (box().value.trim()) document.body.dataset.asked = performance.now();
  };
  document.addEventListener("keypress", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target === box()) hold(event);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#box .submit-button")) hold(event);
  }, true);

  const dark = (on) => document.body.classList.toggle("dark", on);

  const chosen = localStorage.getItem("baowen-theme");
  if (chosen) dark(chosen === "dark");

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    const archive = document.getElementById("archive");
    if (archive && !archive.hidden && !event.target.closest("#archive")) drawer(false);
    else if (button?.matches("[data-archive]")) drawer(true);
    if (!button) return;
    const data = button.dataset;
    if ("fill" in data) fill(data.fill);
    if ("ask" in data) {
      fill(data.ask);
      setTimeout(() => document.querySelector("#box .submit-button").click()); // once Gradio has seen the text
    }
    if ("copy" in data) {
      await copy(data.copy);
      button.textContent = "已复制";
      setTimeout(() => (button.textContent = "复制"), 1500);
    }
    if ("export" in data) save(button.closest(".turn").querySelector(".question").textContent, data.export);
    if ("exportAll" in data) {
      const turns = [...document.querySelectorAll("[data-export]")].map((one) => one.dataset.export);
      save("对话", `# 报问：对话\n\n${new Date().toLocaleString("zh-CN")}\n\n${turns.join("\n")}`);
    }
    if ("fresh" in data) box().focus();
    if ("theme" in data) localStorage.setItem("baowen-theme", dark(!document.body.classList.contains("dark")) ? "dark" : "light");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.getElementById("archive").hidden) {
      drawer(false);
      document.querySelector("[data-archive]").focus();
    }
  });
}
