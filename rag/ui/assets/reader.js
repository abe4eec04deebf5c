// The article beside the answer: opened from any element with data-article, at the quote; closed with Esc.
const panel = element.querySelector(".reader");
const body = element.querySelector(".reader-body");
const page = () => document.getElementById("page"); // looked up when needed: this script may run before the page is there
const narrow = matchMedia("(max-width: 60rem)");
let opener = null;
let asked = 0;

async function open(button) {
  const mine = ++asked;
  opener = button;
  const { article, start, end } = button.dataset;
  let html = "<p>打不开原文：连不上报问。请确认它还在运行，再试一次。</p>";
  try {
    html = await server.read([article, Number(start), Number(end)]);
  } catch (error) {
    console.error(error);
  }
  if (mine !== asked) return; // another one was opened meanwhile
  body.innerHTML = html;
  panel.hidden = false;
  document.body.classList.add("reading");
  page().inert = narrow.matches; // there the panel covers the page
  document.querySelectorAll("[aria-current=location]").forEach((old) => old.removeAttribute("aria-current"));
  button.setAttribute("aria-current", "location");
  (body.querySelector("h2") ?? panel.querySelector("[data-close]")).focus({ preventScroll: true });
  const mark = body.querySelector("mark");
  body.scrollTop = 0;
  if (mark && mark.getBoundingClientRect().bottom > innerHeight * 0.8) mark.scrollIntoView({ block: "center" });
}

function close() {
  if (panel.hidden) return;
  panel.hidden = true;
  page().inert = false;
  document.body.classList.remove("reading");
  opener?.removeAttribute("aria-current");
  opener?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-article]");
  if (button) open(button);
});
panel.querySelector("[data-close]").addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) close();
});
narrow.addEventListener("change", () => {
  page().inert = narrow.matches && !panel.hidden;
});
