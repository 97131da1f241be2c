// The votes this tablet holds, as the page asks for them. Place 0 says what became of the outing, place n of card n.

import { bytes, hex } from "./words.js";

const CODE = 32, BALLOT = 1, VOID = 2, OUT = 3, ENDED = 4;

export class Votes {
  /** `outing` its id, `marks` by which it knows its cards, `width` of a sealed ballot, `worker` the address of
      votes-worker.js. A ballot is kept with the code of its card, which says that the card was here. */
  static async open({ outing, marks, width, worker }) {
    const votes = new Votes();
    votes.marks = marks;
    votes.width = width;
    votes.waiting = new Map();
    votes.worker = new Worker(worker, { type: "module" });
    votes.worker.addEventListener("message", ({ data }) => votes.told(data));
    votes.worker.addEventListener("error", () => votes.waiting.forEach(([, fail]) => fail(new Error("no worker"))));
    votes.places = await votes.ask("open", { name: outing, places: marks.length + 1, held: width + CODE });
    return votes;
  }

  get prepared() { return Boolean(this.places[0]); }
  get ended() { return this.places[0]?.kind === ENDED; }
  /** How many ballots the house has had, as it answered. */
  get sent() { return this.places[0] ? this.places[0].held[0] * 256 + this.places[0].held[1] : 0; }
  get fresh() { return this.ballots.length - this.sent; }

  has(mark) { return this.marks.includes(mark); }
  used(mark) { return this.kind(mark) === BALLOT; }
  void(mark) { return this.kind(mark) === VOID; }
  kind(mark) { return this.places[this.marks.indexOf(mark) + 1]?.kind; }

  /** [code, sealed] each, as hexadecimal, in no order. */
  get ballots() { return shuffled(this.of(BALLOT).map((at) => [this.code(at), hex(this.places[at].held.subarray(0, this.width))])); }
  get voids() { return shuffled(this.of(VOID).map((at) => this.code(at))); }
  code(at) { return hex(this.places[at].held.subarray(this.width)); }
  of(kind) { return [...this.places.keys()].filter((at) => at && this.places[at]?.kind === kind); }

  prepare() { return this.begin(OUT, 0); }
  end() { return this.begin(ENDED, this.sent); }
  arrived(count) { return this.begin(this.places[0].kind, count); }
  begin(kind, sent) { return this.put(0, kind, Uint8Array.from([sent >> 8, sent & 255])); }

  keep(card, sealed) { return this.write(card, BALLOT, sealed); }
  putAside(card) { return this.write(card, VOID, crypto.getRandomValues(new Uint8Array(this.width))); }
  write({ mark, code }, kind, ballot) {
    if (!this.has(mark) || this.kind(mark)) throw new Error("this card has no place left");
    return this.put(this.marks.indexOf(mark) + 1, kind, Uint8Array.from([...ballot, ...bytes(code)]));
  }

  async put(at, kind, held) {
    const full = crypto.getRandomValues(new Uint8Array(this.width + CODE));
    full.set(held);
    await this.ask("put", { at, kind, held: full });
    this.places[at] = { kind, held: full };
  }

  wipe() { return this.ask("wipe", {}); }

  ask(verb, given) {
    const id = crypto.randomUUID();
    return new Promise((done, fail) => {
      this.waiting.set(id, [done, fail]);
      this.worker.postMessage({ id, verb, ...given });
    });
  }

  told({ id, answer, problem }) {
    const [done, fail] = this.waiting.get(id);
    this.waiting.delete(id);
    problem ? fail(new Error(problem)) : done(answer);
  }
}

function shuffled(list) {
  const keys = new Map(list.map((each) => [each, hex(crypto.getRandomValues(new Uint8Array(8)))]));
  return list.sort((one, other) => (keys.get(one) < keys.get(other) ? -1 : 1));
}
