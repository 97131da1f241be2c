// What every page does when a script may run. Without it, everything still works.

const lost = () => {
  if (document.querySelector(".lost-line")) return;
  const line = document.createElement("p");
  line.className = "lost-line";
  line.setAttribute("role", "status");
  line.textContent = document.body.dataset.lost;
  document.body.append(line);
};
const found = () => document.querySelector(".lost-line")?.remove();

addEventListener("offline", lost);
addEventListener("online", found);
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && found());

// A double tap sends once. The buttons are put to rest after the browser has read the form, or their value would be lost.
const rest = (form, resting) => form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = resting; });
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (!navigator.onLine) { event.preventDefault(); lost(); return; }
  if (form.matches("[data-exit]")) forget();
  setTimeout(() => { if (!event.defaultPrevented) rest(form, true); });
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => rest(form, false)));

// SG-30: a shared device keeps nothing of the child who leaves, nor where they were: htmx notes the address as it loads.
sessionStorage.removeItem("htmx-current-path-for-history");
const forget = () => {
  document.querySelectorAll("form:not([data-exit])").forEach((form) => form.reset());
  sessionStorage.clear();
  localStorage.clear();
};

// SG-80: the quick exit takes this page's place in the history.
document.addEventListener("click", (event) => {
  const door = event.target.closest?.("a[data-leave]");
  if (!door) return;
  event.preventDefault();
  location.replace(door.href);
});

// After a form comes back with something left to look at, or a page is swapped in, reading begins there.
const arrive = (place) => (place.querySelector("#problems") ?? (place.id === "main" ? place : null))?.focus();
arrive(document);
document.addEventListener("htmx:afterSettle", ({ detail }) => arrive(detail.elt));
