// The exam in the browser. The page works without this file; with it answers are kept at each change,
// and those that could not be sent wait in localStorage until they can. "Saved" is the server's word only.
const root = document.querySelector("[data-exam]");
const words = JSON.parse(document.getElementById("exam-words")?.textContent ?? "{}");
const say = (name, values = {}) => Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name] ?? "");
const find = (name, from = document) => from.querySelector(`[data-${name}]`);
const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.split("=")[1] ?? "";
const token = () => cookie("csrftoken") || root.querySelector("[name=csrfmiddlewaretoken]").value;

// --- Outbox: position -> {sequence, response}, the newest answer that has no word from the server yet.
const BOX = `exam-outbox-${root.dataset.attempt}`;
const memory = {};
const outbox = {
  read() { try { return JSON.parse(localStorage.getItem(BOX)) ?? {}; } catch { return memory; } },
  write(box) {
    try { Object.keys(box).length ? localStorage.setItem(BOX, JSON.stringify(box)) : localStorage.removeItem(BOX); }
    catch { for (const key of Object.keys(memory)) delete memory[key]; Object.assign(memory, box); }
  },
  put(position, entry) { const box = this.read(); box[position] = entry; this.write(box); },
  drop(position, sequence) { const box = this.read(); if (box[position]?.sequence <= sequence) { delete box[position]; this.write(box); } },
  get size() { return Object.keys(this.read()).length; },
};

// --- What the page says.
let lastSaved = "";
function showState(sending = false) {
  const place = find("saved");
  const count = outbox.size;
  const state = !count ? "saved" : sending && !failures ? "saving" : "pending";
  const text = state === "saved" ? (lastSaved ? say("saved", { time: lastSaved }) : "") : state === "saving" ? say("saving") : say("pending", { count });
  if (text || state !== "saved") { place.dataset.state = state; if (place.textContent.trim() !== text) place.textContent = text; }
}
function notice(text, link) {
  const place = find("notice");
  const inner = find("notice-words");
  inner.textContent = text;
  if (link) { const a = document.createElement("a"); a.href = link.url; a.target = "_blank"; a.rel = "opener"; a.textContent = link.text; inner.append(" ", a); }
  place.hidden = !text;
}

// --- Sending, one at a time; a refusal for good leaves the outbox, everything else stays and is tried again.
let failures = 0;
let timer = 0;
let running = null;
function later(seconds) { clearTimeout(timer); timer = setTimeout(flush, seconds * 1000); }
function flush() { running ??= sendAll().finally(() => { running = null; showState(); }); return running; }
async function sendAll() {
  clearTimeout(timer);
  for (let [position, entry] = first(); position; [position, entry] = first()) {
    showState(true);
    if (!await sendOne(position, entry)) return;
  }
}
function first() { return Object.entries(outbox.read())[0] ?? []; }
async function sendOne(position, entry) {
  const body = new URLSearchParams({ position, sequence: entry.sequence });
  for (const letter of entry.response) body.append("response", letter);
  let response, answer;
  try {
    response = await fetch(root.dataset.save, { method: "POST", body, keepalive: true, redirect: "manual", signal: AbortSignal.timeout(15000), headers: { Accept: "application/json", "X-CSRFToken": token() } });
    answer = await response.json().catch(() => ({}));
  } catch { return retry(); }
  switch (response.status) {
    case 200:
      if (answer.sequence !== entry.sequence) return retry();
      failures = 0; lastSaved = answer.saved_at; notice("");
      outbox.drop(position, entry.sequence); learn(position, entry.response, entry.sequence);
      return true;
    case 409:
      failures = 0; outbox.drop(position, entry.sequence); adopt(position, answer);
      return true;
    case 410: outbox.write({}); leave(answer.url ?? root.dataset.result); return false;
    case 401: case 403: case 0:
      failures += 1; notice(say("signedOut"), { url: `${root.dataset.door}?next=${encodeURIComponent(root.dataset.here)}`, text: say("signIn") }); later(20);
      return false;
    case 404: outbox.drop(position, entry.sequence); return true;
    default: return retry(Number(response.headers.get("Retry-After")) || 0);
  }
}
function retry(seconds = 0) { failures += 1; later(seconds || Math.min(30, 2 ** Math.min(failures, 5))); return false; }
addEventListener("online", flush);
let leaving = false;
function leave(url) { leaving = true; location.href = url; }
addEventListener("beforeunload", (event) => { if (outbox.size && !leaving) event.preventDefault(); });

// --- Clock: shown each second, spoken at whole minutes and at the end; the server's seconds, not the device's clock.
const SPOKEN = [60, 30, 15, 10, 5, 1];
let endsAt = performance.now() + Number(root.dataset.left) * 1000;
let spoken = Infinity;
function tick() {
  const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  const clock = find("clock");
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((n) => String(n).padStart(2, "0"));
  clock.textContent = `${Number(hours) ? `${Number(hours)}:` : ""}${minutes}:${seconds}`;
  clock.hidden = false; find("until").classList.add("visually-hidden");
  clock.toggleAttribute("data-short", left <= 300);
  const due = SPOKEN.filter((minute) => left <= minute * 60).pop();
  if (due !== undefined && due < spoken) { if (left > due * 60 - 5) find("speak").textContent = say("minutesLeft", { minutes: due }); spoken = due; }
  if (left > 0) return;
  clearInterval(ticking);
  find("speak").textContent = say("timeUp"); notice(say("timeUp"));
  flush().finally(() => leave(root.dataset.result));
}
const ticking = setInterval(tick, 1000);

// --- The paper: fetched once, so that one goes on answering without a network.
let paper = null;
let current = 0;
const form = find("question");
const at = (position) => paper?.[position - 1];
const label = (letters, question) => question.options.filter((option) => letters.includes(option.key)).map((option) => option.letter).join("、");

async function sync() {
  let body;
  try {
    const response = await fetch(root.dataset.paper, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
    if (response.status === 410) return leave((await response.json()).url);
    if (!response.ok) return;
    body = await response.json();
  } catch { return; }
  endsAt = performance.now() + body.left * 1000;
  const box = outbox.read();
  paper = body.questions.map((fresh) => {
    const waiting = box[fresh.position];
    if (!waiting) return fresh;
    if (waiting.sequence > fresh.sequence) return { ...fresh, response: waiting.response, base: fresh.sequence, sequence: waiting.sequence };
    outbox.drop(fresh.position, fresh.sequence);
    return fresh;
  });
  draw(current || Number(form.elements.position.value));
  flush();
}
function learn(position, response, sequence) {
  const question = at(position);
  if (question && question.sequence <= sequence) Object.assign(question, { response, sequence });
}
function adopt(position, answer) {
  const question = at(position);
  if (question) { Object.assign(question, { response: answer.response, sequence: answer.sequence }); if (Number(position) === current) draw(current); }
  else if (form && Number(form.elements.position.value) === Number(position)) {
    form.elements.sequence.value = answer.sequence + 1;
    for (const input of form.querySelectorAll("[name=response]")) input.checked = answer.response.includes(input.value);
  }
  notice(answer.response.length && question ? say("stale", { answer: label(answer.response, question) }) : say("staleEmpty"));
}

function draw(position) {
  const question = at(position);
  if (!question) return;
  current = position;
  form.elements.position.value = position;
  form.elements.sequence.value = question.sequence + 1;
  find("type").textContent = say(question.type);
  find("number").textContent = `${say("question", { number: position })}${find("comma")?.textContent ?? "，"}${say("of", { total: paper.length })}`;
  find("points").textContent = say("points", { points: question.points });
  find("partial").textContent = question.partial ? ` · ${say("partial", { partial: question.partial })}` : "";
  find("stem").textContent = question.stem;
  find("options").replaceChildren(...question.options.map((option) => {
    const row = find("option").content.firstElementChild.cloneNode(true);
    const input = row.querySelector("input");
    Object.assign(input, { type: question.type === "single" ? "radio" : "checkbox", value: option.key, checked: question.response.includes(option.key) });
    row.querySelector("i").textContent = option.letter;
    row.querySelector("span").textContent = option.text;
    return row;
  }));
  find("previous").disabled = position === 1;
  find("next").textContent = say(position === paper.length ? "toSheet" : "next");
  find("flag").setAttribute("aria-pressed", question.flagged);
  history.replaceState(null, "", `${root.dataset.here}?q=${position}`);
  document.title = document.title.replace(/^[^·]*/, `${say("question", { number: position })} `);
  drawSheet();
}
function drawSheet() {
  find("count").textContent = `${paper.filter((question) => question.response.length).length}/${paper.length}`;
  find("grid").replaceChildren(...paper.map((question) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    const done = question.response.length > 0;
    link.href = `${root.dataset.here}?q=${question.position}`;
    link.dataset.go = question.position;
    link.textContent = question.position;
    link.className = `${done ? "done" : ""} ${question.flagged ? "flagged" : ""}`;
    link.setAttribute("aria-label", [say("question", { number: question.position }), say(done ? "answered" : "empty"), question.flagged ? say("flagged") : ""].filter(Boolean).join(" "));
    if (question.position === current) link.setAttribute("aria-current", "true");
    row.append(link);
    return row;
  }));
}
function turn(position) {
  notice("");
  if (position > paper.length) return showSheet();
  draw(Math.max(1, position));
  scrollTo({ top: 0 });
  find("stem").focus({ preventScroll: true });
}

function keep() {
  const position = Number(form.elements.position.value);
  const response = [...form.querySelectorAll("[name=response]:checked")].map((input) => input.value).sort();
  const question = at(position);
  const sequence = Math.max(Number(form.elements.sequence.value), (outbox.read()[position]?.sequence ?? 0) + 1, (question?.sequence ?? 0) + 1);
  outbox.put(position, { sequence, response });
  if (question) { Object.assign(question, { response, sequence }); drawSheet(); }
  form.elements.sequence.value = sequence + 1;
  flush();
}
async function flag() {
  const question = at(current);
  const flagged = !question.flagged;
  try {
    const body = new URLSearchParams({ position: current, flagged });
    const response = await fetch(root.dataset.save, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
    if (response.status !== 200) throw new Error(String(response.status));
  } catch { return notice(say("flagFailed")); }
  question.flagged = flagged;
  if (question.position === current) find("flag").setAttribute("aria-pressed", flagged);
  drawSheet();
}

// --- The sheet is a dialog on the phone and stands beside the question on a wide screen.
const wide = matchMedia("(min-width: 1000px)");
function placeSheet() {
  const inner = find("sheet-inner");
  const aside = find("aside");
  if (wide.matches) { find("sheet").close?.(); aside.append(inner); } else find("sheet").append(inner);
  aside.hidden = !wide.matches;
}
function showSheet() { if (wide.matches) handIn(root.dataset.submit); else find("sheet").showModal(); }
async function handIn(url) {
  await flush();
  if (outbox.size) { find("sheet")?.close(); notice(say("waitForAnswers", { count: outbox.size })); return; }
  leave(url);
}

if (form) {
  form.addEventListener("change", (event) => { if (event.target.name === "response") keep(); });
  form.addEventListener("submit", (event) => {
    if (!paper) { leaving = true; return; }
    event.preventDefault();
    const go = event.submitter?.value ?? "next";
    if (go === "sheet") showSheet();
    else if (go === "flag" || go === "unflag") flag();
    else turn(current + (go === "previous" ? -1 : 1));
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (link && paper) { event.preventDefault(); find("sheet").close(); turn(Number(link.dataset.go)); }
    if (event.target.closest("[data-sheet-close]")) find("sheet").close();
    const last = event.target.closest("[data-to-submit]");
    if (last) { event.preventDefault(); handIn(last.href); }
  });
  // Letters and arrows work while the focus is in the question; arrows up and down stay the browser's.
  form.addEventListener("keydown", (event) => {
    if (!paper || event.ctrlKey || event.metaKey || event.altKey) return;
    const input = [...form.querySelectorAll("[name=response]")]["abcde".indexOf(event.key.toLowerCase())];
    if (input && event.key.length === 1) { input.checked = input.type === "radio" || !input.checked; input.focus(); keep(); }
    else if (event.key === "ArrowLeft") turn(current - 1);
    else if (event.key === "ArrowRight" && current < paper.length) turn(current + 1);
    else return;
    event.preventDefault();
  });
  wide.addEventListener("change", placeSheet);
  placeSheet();
  sync();
}
addEventListener("visibilitychange", () => { if (!document.hidden) { if (form) sync(); else flush(); } });

const handing = find("submit-form");
handing?.addEventListener("submit", async (event) => {
  if (!outbox.size) { leaving = true; return; }
  event.preventDefault();
  await flush();
  if (outbox.size) notice(say("waitForAnswers", { count: outbox.size }));
  else { leaving = true; handing.submit(); }
});
tick();
showState();
flush();
