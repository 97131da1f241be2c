// One shuffled batch of all that this tablet holds. It may be sent again and again: the house keeps it once.

import { HERE } from "./keeping.js";

export const KEPT = "kept", LATER = "later", REFUSED = "refused";

/** KEPT, LATER (no network, or the house rests), or REFUSED (this tablet, or this vote, takes no more). */
export async function send(outing, votes, ended) {
  if (!navigator.onLine) return LATER;
  const address = `${HERE}/${outing}`, ballots = votes.ballots;
  try {
    const page = await fetch(address, { cache: "no-store" });
    if (!page.ok) return verdict(page);
    const mark = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("input[name=_mark]").value;
    const body = new URLSearchParams({ _mark: mark, batch: JSON.stringify({ ballots, void: votes.voids }), ended: ended ? "1" : "" });
    const answer = await fetch(address, { method: "POST", body, redirect: "error" });
    if (!answer.ok) return verdict(answer);
  } catch {
    return LATER;
  }
  await votes.arrived(ballots.length);
  return KEPT;
}

const verdict = ({ status }) => (status >= 500 || status === 429 ? LATER : REFUSED);
