// How the marks of a ballot get on with each other, for every ballot inside a place of the page.

const MARKS = "[name=choice]:not([value=none]), [name^='face-'], [name^='rank-']";
const clear = (field) => {
  if (field.type === "hidden") field.remove();
  else if (field.type === "radio" || field.type === "checkbox") field.checked = false;
  else field.value = "";
};

export function watch(place) {
  // "None of them" and all other marks put each other away. Without script the server asks kindly.
  place.addEventListener("change", ({ target }) => {
    const none = place.querySelector("[name=choice][value=none]");
    if (target === none) { if (none.checked) place.querySelectorAll(MARKS).forEach(clear); }
    else if (none && target.matches(MARKS)) clear(none);
  }, true);
  // A face touched once more is taken away.
  let chosen = null;
  place.addEventListener("pointerdown", ({ target }) => { chosen = target.closest(".face")?.querySelector("input:checked"); });
  place.addEventListener("click", ({ target }) => {
    const again = target === chosen;
    if (target.matches("input")) chosen = null;
    if (!again) return;
    target.checked = false;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
