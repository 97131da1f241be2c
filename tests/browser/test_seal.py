"""A browser seals as RFC 9180 says, and the house opens it."""

from base64 import urlsafe_b64encode

from nacl.public import PrivateKey

from civic.core.assets import address as module
from civic.voting.box import seals
from tests.browser.conftest import Open

#: RFC 9180, appendix A.1.1, encryption 0.
INFO = "4f6465206f6e2061204772656369616e2055726e"
FRESH_SECRET = "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736"
FRESH = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
PUBLIC = "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"
TEXT = "4265617574792069732074727574682c20747275746820626561757479"
AAD = "436f756e742d30"
SEALED = "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a"

SEAL = """async ([module, key, packed, info, aad, jwk]) => {
  const { seal } = await import(module);
  const bytes = (hex) => Uint8Array.fromHex(hex);
  const fresh = jwk && {
    publicKey: await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "X25519", x: jwk.x }, "X25519", true, []),
    privateKey: await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "X25519", ...jwk }, "X25519", false, ["deriveBits"]),
  };
  const more = jwk ? { info: bytes(info), aad: bytes(aad), fresh } : {};
  return (await seal(bytes(key), bytes(packed), more)).toHex();
}"""


def b64(hexadecimal: str) -> str:
    return urlsafe_b64encode(bytes.fromhex(hexadecimal)).decode().rstrip("=")


async def test_the_vector_of_rfc_9180(window: Open) -> None:
    tablet = await (await window()).go("/casilla")
    jwk = {"x": b64(FRESH), "d": b64(FRESH_SECRET)}
    sealed = await tablet.tab.evaluate(SEAL, [module("js/seal.js"), PUBLIC, TEXT, INFO, AAD, jwk])
    assert sealed == FRESH + SEALED


async def test_sg_50_both_ways_of_sealing_open_and_have_one_length(window: Open) -> None:
    """SG-50: a row does not tell by its length through which door it came, nor what it says."""
    tablet = await (await window()).go("/casilla")
    secret = PrivateKey.generate()
    public, opener = bytes(secret.public_key), seals.Opener(bytes(secret))
    for packed in (b"\x00", b"\x05", bytes(range(40))):
        there = [
            bytes.fromhex(await tablet.tab.evaluate(SEAL, [module("js/seal.js"), public.hex(), packed.hex(), "", "", None]))
            for _again in range(2)
        ]
        here = seals.seal(public, packed)
        assert there[0] != there[1]
        assert {len(row) for row in [*there, here]} == {len(packed) + seals.SEAL_LENGTH}
        assert [opener.open(row) for row in [*there, here]] == [packed] * 3
        assert seals.Opener(bytes(PrivateKey.generate())).open(there[0]) is None
        assert opener.open(there[0][:-1] + bytes([there[0][-1] ^ 1])) is None

