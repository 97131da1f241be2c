// SG-51: once the vote is sent, going back finds the neutral page and not the choice. The page that reads the choice
// back takes the neutral page's address, and a page that the browser kept alive is asked for anew.
const after = document.querySelector("[data-after]")?.dataset.after;
if (after) history.replaceState(null, "", after);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// "None of them" and the options put each other's cross away. Without script the server asks kindly.
const boxes = [...document.querySelectorAll(".ballot-option input[type=checkbox]")];
for (const box of boxes) {
  box.addEventListener("change", () => {
    if (!box.checked) return;
    for (const other of boxes) if ((other.value === "none") !== (box.value === "none")) other.checked = false;
  });
}
