// A ballot sealed to the public key of its poll (X25519) with nothing but the browser's own WebCrypto: HPKE, RFC 9180,
// base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. civic/voting/box/seals.py opens it.

const INFO = new TextEncoder().encode("vozyvoto-ballot/1");
const NONE = new Uint8Array(0);
const X25519 = { name: "X25519" };
const KEM = suite("KEM", 0x0020);
const HPKE = suite("HPKE", 0x0020, 0x0001, 0x0001);

function suite(name, ...ids) {
  return bytes(name, ...ids.map((id) => [id >> 8, id & 255]));
}

function bytes(...parts) {
  const flat = parts.map((part) => (typeof part === "string" ? new TextEncoder().encode(part) : Uint8Array.from(part)));
  const all = new Uint8Array(flat.reduce((sum, part) => sum + part.length, 0));
  flat.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

// HKDF's two halves (RFC 5869), each with HPKE's labels; nothing here is longer than one block of SHA-256.
async function hmac(key, message) {
  const raw = key.length ? key : new Uint8Array(32);
  const made = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, message));
}
const extract = (ids, salt, label, secret) => hmac(salt, bytes("HPKE-v1", ids, label, secret));
const expand = async (ids, secret, label, info, length) =>
  (await hmac(secret, bytes([0, length], "HPKE-v1", ids, label, info, [1]))).slice(0, length);

/** Whether this browser can seal. Older ones have no X25519. */
export async function canSeal() {
  try {
    await crypto.subtle.generateKey(X25519, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

/** Uint8Array: a fresh public key (32), the ciphertext, and its tag (16). `info`, `aad` and `fresh` (a key pair) as RFC 9180. */
export async function seal(publicKey, packed, { info = INFO, aad = NONE, fresh } = {}) {
  const pair = fresh ?? (await crypto.subtle.generateKey(X25519, true, ["deriveBits"]));
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const theirs = await crypto.subtle.importKey("raw", publicKey, X25519, false, []);
  const met = new Uint8Array(await crypto.subtle.deriveBits({ ...X25519, public: theirs }, pair.privateKey, 256));
  const shared = await expand(KEM, await extract(KEM, NONE, "eae_prk", met), "shared_secret", bytes(enc, publicKey), 32);
  const context = bytes([0], await extract(HPKE, NONE, "psk_id_hash", NONE), await extract(HPKE, NONE, "info_hash", info));
  const secret = await extract(HPKE, shared, "secret", NONE);
  const key = await crypto.subtle.importKey("raw", await expand(HPKE, secret, "key", context, 16), "AES-GCM", false, ["encrypt"]);
  const iv = await expand(HPKE, secret, "base_nonce", context, 12);
  return bytes(enc, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, key, packed)));
}
