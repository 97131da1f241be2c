import { watch } from "./marks.js";

// SG-51: once the vote is sent, going back finds the neutral page and not the choice. The page that reads the choice
// back takes the neutral page's address, and a page that the browser kept alive is asked for anew.
const after = document.querySelector("[data-after]")?.dataset.after;
if (after) history.replaceState(null, "", after);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const form = document.querySelector(".ballot");
if (form) watch(form);

// An unfinished choice stays in this browser, under a name that is another for each child and after each vote; it is
// offered, never shown unasked, and gone with the vote, the exit or the browser.
const KEPT = "ballot:";
const draft = document.querySelector("[data-draft]");
const key = KEPT + draft?.dataset.draft;
const forget = (all) => Object.keys(sessionStorage).filter((each) => each.startsWith(KEPT) && (all || each !== key)).forEach((each) => sessionStorage.removeItem(each));
if (draft) {
  forget();
  const marks = () => [...new FormData(form)].filter(([name, value]) => value && /^(choice|face-\d+|rank-\d+)$/.test(name));
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "[]");
  const offered = document.querySelector("#draft");
  if (offered && kept.length && !marks().length) {
    for (const [name, value] of kept) offered.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    offered.hidden = false;
    offered.querySelector("[data-anew]").addEventListener("click", () => { forget(true); offered.hidden = true; });
  }
  form.addEventListener("change", () => {
    sessionStorage.setItem(key, JSON.stringify(marks()));
    if (offered) offered.hidden = true;
  });
}
if (document.querySelector("[data-sent]")) forget(true);
