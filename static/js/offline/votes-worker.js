// The votes a tablet holds until it has a network: a place for each card of its sheet, in the order of the cards' hashes.
// A place is written over where it stands, so no older state of it, no order and no time is left to be found (SG-50). A
// place that nobody used holds random bytes of the same length. Everything is written twice, one file after the other:
// a write cut in half never takes a vote with it, and what is whole in one file mends the other.

const CHECK = 32;
let files = [], names = [], width = 0, size = 0;

const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

// A place: one byte of kind, `width` bytes of what it holds, and the SHA-256 of both and of where it stands.
async function place(at, kind, held) {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  bytes[0] = kind;
  bytes.set(held, 1);
  bytes.set(await check(at, bytes), 1 + width);
  return bytes;
}
const check = (at, bytes) => digest(Uint8Array.from([at >> 8, at & 255, ...bytes.subarray(0, 1 + width)]));

async function read(file, at) {
  const bytes = new Uint8Array(size);
  if (file.read(bytes, { at: at * size }) < size) return null;
  const wanted = await check(at, bytes);
  return bytes.subarray(1 + width).every((byte, i) => byte === wanted[i]) ? bytes : null;
}

function write(file, at, bytes) {
  file.write(bytes, { at: at * size });
  file.flush();
}

const verbs = {
  /** Every place: {kind, held} or null. `places` of `held` bytes each; made if they are not there. */
  async open({ name, places, held }) {
    [width, size] = [held, 1 + held + CHECK];
    names = [`${name}-1`, `${name}-2`];
    const folder = await navigator.storage.getDirectory();
    for (const each of names) files.push(await (await folder.getFileHandle(each, { create: true })).createSyncAccessHandle());
    for (const file of files) {
      const there = file.getSize();
      if (there >= places * size) continue;
      file.write(random(places * size - there), { at: there });
      file.flush();
    }
    const found = [];
    for (let at = 0; at < places; at += 1) {
      const copies = [await read(files[0], at), await read(files[1], at)];
      const whole = copies[0] ?? copies[1];
      if (whole) copies.forEach((copy, i) => copy?.every((byte, j) => byte === whole[j]) || write(files[i], at, whole));
      found.push(whole && { kind: whole[0], held: whole.slice(1, 1 + width) });
    }
    return found;
  },

  /** On the disk, twice, when this answers. */
  async put({ at, kind, held }) {
    const bytes = await place(at, kind, held);
    for (const file of files) write(file, at, bytes);
  },

  async wipe() {
    const folder = await navigator.storage.getDirectory();
    for (const file of files) {
      write(file, 0, random(file.getSize()));
      file.truncate(0);
      file.flush();
      file.close();
    }
    for (const each of names) await folder.removeEntry(each);
    [files, names] = [[], []];
  },
};

function random(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
  return bytes;
}

let before = Promise.resolve();
addEventListener("message", ({ data: { id, verb, ...given } }) => {
  before = before.then(() => verbs[verb](given)).then(
    (answer) => postMessage({ id, answer }),
    (problem) => postMessage({ id, problem: String(problem) }),
  );
});
