// What a reader says of an answer: right, wrong, or what is right instead. The server keeps it and says so.
const form = document.createElement("form");
form.className = "fix";
form.innerHTML = `
  <label>正确的回答
    <textarea rows="2" maxlength="${props.most}" placeholder="几种说法用 | 分开"></textarea>
  </label>
  <label class="absent"><input type="checkbox"> 资料没有说，应当拒答</label>
  <p><button type="submit" class="save">保存</button><button type="button" class="quiet" data-cancel>取消</button></p>`;
const [text, absent] = [form.querySelector("textarea"), form.querySelector("input")];
let opener = null;

const send = (marks, mark, correction = "") =>
  trigger("mark", { turn: Number(marks.dataset.turn), question: marks.dataset.question, mark, correction });

function close() {
  form.remove();
  opener?.setAttribute("aria-expanded", "false");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  opener = null;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  if (!button) return;
  const marks = button.closest(".marks");
  if (button.dataset.mark !== "fixed") {
    send(marks, button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.mark);
  } else if (opener === button) close();
  else {
    if (opener) close();
    opener = button;
    form.reset();
    text.disabled = false;
    button.setAttribute("aria-expanded", "true");
    button.closest(".tools").after(form);
    text.focus();
  }
});
absent.addEventListener("change", () => (text.disabled = absent.checked));
form.querySelector("[data-cancel]").addEventListener("click", close);
form.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.stopPropagation();
  close();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const correction = text.value.trim();
  if (!absent.checked && !correction) return text.focus();
  send(opener.closest(".marks"), absent.checked ? "absent" : "fixed", absent.checked ? "" : correction);
  close();
});

watch("value", () => {
  const shown = element.querySelector("output").textContent;
  if (!shown) return;
  const reply = JSON.parse(shown);
  const marks = document.querySelector(`.marks[data-turn="${Number(reply.turn)}"]`);
  if (!marks) return;
  const said = marks.closest(".tools").querySelector(".said");
  said.textContent = reply.text;
  if (reply.mark === null) return;
  for (const button of marks.querySelectorAll("[data-mark]")) {
    const own = button.dataset.mark;
    button.setAttribute("aria-pressed", String(own === reply.mark || (own === "fixed" && reply.mark === "absent")));
  }
});
