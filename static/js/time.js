// Time, told a minute before it ends (SG-74), and a tablet that clears itself for the next child (SG-30).
// Without a script the server ends the sign-in alone: no page of it was the browser's to keep.

const tray = document.getElementById("tray");
const says = tray.querySelector("[role=status]");
const exit = tray.querySelector("[data-exit]");
const more = tray.querySelector("[data-more]");
const { soon, over, start, stay } = tray.dataset;
const idle = tray.dataset.idle * 1000;
const WARNING = 65_000;
const MINUTE = 60_000;
let end = Date.now() + idle;
let told = Date.now();

const send = (form) => fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
const say = (words, shown = true) => {
  if (!start) tray.hidden = !shown;
  if (says.textContent !== words) says.textContent = words;
};

const look = () => {
  const left = end - Date.now();
  if (left > WARNING) return;
  if (left > 0) return say(soon);
  clearInterval(clock);
  start ? clear() : say(over);
  if (more) more.hidden = true;
};
const clock = setInterval(look, 1000);
document.addEventListener("visibilitychange", look);

// What was being written is kept as a draft before anybody leaves: these forms only keep.
const touched = new Set();
document.addEventListener("input", ({ target }) => { if (target.form?.matches("[data-keep]")) touched.add(target.form); });
const keep = async () => {
  const all = [...touched].map(send);
  touched.clear();
  await Promise.race([Promise.allSettled(all), new Promise((done) => setTimeout(done, 3000))]);
};
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-keep]")) touched.delete(event.target);
  if (!event.target.matches("[data-exit]") || !touched.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  keep().finally(() => event.target.requestSubmit());
}, true);

more?.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const answer = await send(more).catch(() => null);
  if (answer?.type !== "opaqueredirect") return;
  end = Math.max(end, Date.now()) + idle;
  say("", false);
});

// A tablet: touching it is staying, told to the house once a minute and never from the pages of a ballot (SG-50).
const touch = () => {
  if (end < Date.now()) return;
  end = Date.now() + idle;
  say("");
  if (!stay || Date.now() - told < MINUTE) return;
  told = Date.now();
  fetch(stay, { method: "HEAD", redirect: "manual" }).catch(() => {});
};
const clear = async () => {
  document.querySelectorAll("body > :not(#tray)").forEach((each) => { each.hidden = true; });
  document.title = "Voz y Voto";
  await keep();
  await send(exit).catch(() => {});
  sessionStorage.clear();
  localStorage.clear();
  location.replace(start);
};
if (start) {
  for (const sign of ["pointerdown", "keydown", "input"]) addEventListener(sign, touch, { passive: true });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
}
