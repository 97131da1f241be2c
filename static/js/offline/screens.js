// The screens that differ from card to card: the ballot in its turn, and what was chosen, read back.

import { said } from "../money.js";

/** `card` {mark, code, heard, sent, part}: its own turn of the options, what it had marked before, and where it is. `problem`:
 * a sentence. `most` options on a screen; `ways`: the screen that has what leads from one part to the next. */
export function fillBallot(screen, card, problem, most, ways) {
  const list = screen.querySelector(".ballot-options");
  const last = [...list.children].filter((row) => row.querySelector("[name=choice][value=none]"));
  const options = [...list.children].filter((row) => !last.includes(row));
  // SG-54: over all cards each option stands in each place equally often. The hash's end: its beginning is the order on disk.
  const turn = parseInt(card.mark.slice(-8), 16) % options.length;
  list.append(...options.slice(turn), ...options.slice(0, turn), ...last);
  for (const input of screen.querySelectorAll(".ballot input, .ballot select")) {
    const given = card.sent.getAll(input.name);
    if (input.type === "radio" || input.type === "checkbox") input.checked = Boolean(input.value) && given.includes(input.value);
    else if (input.type !== "hidden") input.value = given[0] ?? "";
  }
  if (ways) cut(screen, options, last[0] ?? screen.querySelector(".ballot-none"), card.part, most, ways);
  const told = screen.querySelector("#problems");
  if (!problem) return told.remove();
  told.querySelector("h2").lastChild.textContent = problem;
}

// As on line, a long ballot comes in parts. All of it stays in the form, so what was marked on another part goes along.
function cut(screen, options, none, part, most, ways) {
  const parts = Math.ceil(options.length / most), said = [part + 1, parts];
  const note = ways.querySelector(".ballot-part"), [more, before] = ways.querySelectorAll("[name=part]");
  options.forEach((row, at) => { row.hidden = Math.floor(at / most) !== part; });
  if (none) none.hidden = part < parts - 1;
  note.textContent = note.textContent.replace(/\d+/g, () => said.shift());
  screen.querySelector(".ballot-stub").after(note);
  [more.value, before.value] = [part + 1, part - 1];
  const see = screen.querySelector(".ballot-foot [type=submit]");
  if (part) see.after(before);
  if (part < parts - 1) see.replaceWith(more);
}

/** The lines stand as they were drawn: one for each option, "none of them", one for each further face. */
export function readBack(screen, { paper, money }, card) {
  const list = screen.querySelector("#chosen"), lines = [...list.children], none = lines[paper.options];
  const chosen = card.sent.getAll("choice"), ticked = [];
  const numbers = lines.slice(0, paper.options).map((_line, option) => card.sent.get(`face-${option}`) ?? card.sent.get(`rank-${option}`));
  if (chosen.includes("none")) list.replaceChildren(none);
  else if (paper.kind === "faces") {
    const faces = { 2: lines[0], 1: lines[paper.options + 1], 0: lines[paper.options + 2], "-": lines[paper.options + 3] };
    const drawn = Object.fromEntries(Object.entries(faces).map(([face, line]) => [face, line.querySelector(".chosen-face").cloneNode(true)]));
    numbers.forEach((face, option) => lines[option].querySelector(".chosen-face").replaceWith(drawn[face || "-"].cloneNode(true)));
    list.replaceChildren(...lines.slice(0, paper.options));
  } else if (paper.kind === "ranking") {
    const ranked = [...numbers.keys()].filter((option) => numbers[option]).sort((one, other) => numbers[one] - numbers[other]);
    ranked.forEach((option, at) => { lines[option].querySelector(".rank-stone").lastChild.textContent = at + 1; });
    list.replaceChildren(...ranked.map((option) => lines[option]));
  } else {
    ticked.push(...chosen.map(Number).sort((one, other) => one - other));
    list.replaceChildren(...ticked.map((option) => lines[option]));
  }
  const total = screen.querySelector(".ballot-total span");
  const cost = ticked.reduce((sum, option) => sum + (paper.costs[option] ?? 0), 0);
  if (total) total.textContent = total.textContent.replace("%(cost)s", said(cost, money));
  if (!ticked.length) total?.parentElement.remove();
  // SG-55: without headphones a choice is not read aloud.
  if (!card.heard) screen.querySelectorAll("read-aloud").forEach((each) => each.remove());
}
