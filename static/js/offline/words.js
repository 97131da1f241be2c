// The six words of a card: as they were printed, and the slow hash that only who has the card can make.

const ROUNDS = 100_000;

/** As civic/people/code_words.py `plain`: small letters, no accents, a slip of one letter put right. */
export function plain(typed, list) {
  const letters = typed.slice(0, 200).toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ");
  return letters.trim().split(" ").filter(Boolean).map((word) => nearest(word, list)).join(" ");
}

function nearest(word, list) {
  if (list.includes(word)) return word;
  const near = list.filter((listed) => oneApart(word, listed));
  return near.length === 1 ? near[0] : word;
}

function oneApart(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return one.slice(at + 1) === other.slice(at + 1) || one.slice(at) === other.slice(at + 1) || one.slice(at + 1) === other.slice(at);
}

/** 64 hexadecimal digits; `poll` its id, 16 bytes. As civic/voting/tablets/codes.py. */
export async function codeOf(words, poll) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(words), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: poll, iterations: ROUNDS }, key, 256);
  return hex(new Uint8Array(bits));
}

/** By what the database and this tablet know the card of that code. */
export const knownBy = async (code) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(code))));

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
