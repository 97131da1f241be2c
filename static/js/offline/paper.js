// What a child marked: read from the form and packed as civic/voting/ballots.py does, byte for byte.
// A paper is {kind: "ticks", options, most, least, costs, budget}, {kind: "faces", options} or {kind: "ranking", options}.

const NONE = "none";
const whole = (text, from, to) => (/^\d{1,3}$/.test(text) && String(+text) === text && +text >= from && +text <= to ? +text : null);
const wrong = (problem, values = {}) => ({ problem, values });

function ticks({ options, most, least, costs, budget }, chosen) {
  if (!chosen.length) return wrong(least ? "yes_or_no" : "choose_first");
  const bits = new Uint8Array((options + 7) >> 3);
  if (chosen.length === 1 && chosen[0] === NONE && !least) return { packed: bits };
  if (chosen.includes(NONE)) return wrong("not_both");
  const marks = chosen.map((each) => whole(each, 0, options - 1));
  if (marks.includes(null) || new Set(marks).size < marks.length) return wrong("not_read");
  if (marks.length > most) return most === 1 ? wrong("only_one") : wrong("too_many", { chosen: marks.length, most });
  const cost = marks.reduce((sum, mark) => sum + (costs[mark] ?? 0), 0);
  if (cost > budget) return wrong("too_dear", { cost, budget });
  for (const mark of marks) bits[mark >> 3] |= 1 << (mark & 7);
  return { packed: bits };
}

// A number for each option, or nothing for it: `given` as typed, `empty` as an option without one is packed.
function numbers({ options }, given, chosen, from, to, empty) {
  const packed = new Uint8Array(options).fill(empty);
  let any = false;
  for (let option = 0; option < options; option += 1) {
    const typed = given(option).filter(Boolean);
    if (!typed.length) continue;
    const number = whole(typed[0], from, to);
    if (typed.length > 1 || number === null) return wrong("not_read");
    packed[option] = number;
    any = true;
  }
  if (chosen.length > 1 || (chosen.length && chosen[0] !== NONE)) return wrong("not_read");
  if (!any) return chosen.length ? { packed } : wrong("choose_first");
  return chosen.length ? wrong("not_both") : { packed };
}

function ranking(paper, given, chosen) {
  const read = numbers(paper, given, chosen, 1, paper.options, 0);
  if (!read.packed) return read;
  const ranks = [...read.packed].filter(Boolean).sort((a, b) => a - b);
  const twice = ranks.find((rank, at) => rank === ranks[at + 1]);
  if (twice) return wrong("same_number", { rank: twice });
  return { packed: read.packed.map((rank) => ranks.indexOf(rank) + 1) }; // numbers may leave gaps; their order counts
}

/** `sent`: FormData. `{packed: Uint8Array}`, or `{problem, values}`: the name of what to say instead. */
export function read(paper, sent) {
  const chosen = sent.getAll("choice");
  switch (paper.kind) {
    case "ticks": return ticks(paper, chosen);
    case "faces": return numbers(paper, (option) => sent.getAll(`face-${option}`), chosen, 0, 2, 255);
    case "ranking": return ranking(paper, (option) => sent.getAll(`rank-${option}`), chosen);
    default: throw new TypeError(paper.kind);
  }
}
