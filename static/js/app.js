// What script adds to every page. Without it each page reads, enrols and answers all the same.
import htmx from "htmx";

const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.split("=")[1] ?? "";

// htmx posts carry the token that forms carry in a field.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
});

// Buttons that need script stay hidden in the markup until here.
function enhance(root) {
  for (const button of root.querySelectorAll("[data-reveal], [data-copy], [data-close], [data-opens]")) button.hidden = false;
}
enhance(document);
htmx.onLoad(enhance);

const acts = {
  reveal(button) {
    const input = document.getElementById(button.dataset.reveal);
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.dataset.show ??= button.textContent;
    button.textContent = shown ? button.dataset.show : button.dataset.hide;
  },
  async copy(button) {
    await copyText(document.getElementById(button.dataset.copy));
    const words = button.querySelector("span");
    const before = words.textContent;
    words.textContent = button.dataset.done;
    setTimeout(() => { words.textContent = before; }, 2500);
  },
  close(button) {
    (button.closest("dialog") ?? { close: () => button.closest(".toast").remove() }).close();
  },
  opens(button) {
    document.getElementById(button.dataset.opens).showModal();
  },
};

// The clipboard needs a secure address; a street office often has none, so the selection does.
async function copyText(element) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(element.textContent);
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  document.execCommand("copy");
  return undefined;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal], [data-copy], [data-close], [data-opens]");
  if (!button) return;
  for (const [name, act] of Object.entries(acts)) if (name in button.dataset) act(button);
});

// A second click sends nothing twice; the button says that it works.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.hasAttribute("data-free")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  queueMicrotask(() => {
    if (event.defaultPrevented) return;
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
});
// Coming back by the back button finds the form ready again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll('button[aria-busy="true"]')) button.removeAttribute("aria-busy");
});

const offline = document.querySelector("[data-offline]");
if (offline) {
  const show = () => { offline.hidden = navigator.onLine; };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}

// Leaving with typed words asks first, where a form wants it.
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]:not([data-sent])")) event.preventDefault();
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) form.dataset.changed = "1";
});
