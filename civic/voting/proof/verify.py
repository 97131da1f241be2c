#!/usr/bin/env python3
"""Check a poll's bundle and count it again: python3 verify.py FILE.bundle [--key HEX]

One file, Python 3.10 or newer, nothing to install: it is made to be read by strangers and run without us. It follows the
description of the format (0024-bundle.md) and shares no line with the program that counted. --key is the public key
that the council published; without it you are told who signed, and should compare. It ends with 0 when all agrees, with
1 when something does not, with 2 when there is nothing to read.
"""

import hashlib
import itertools
import json
import re
import sys
from fractions import Fraction

FIRST_LINE = b"vozyvoto-bundle/1\n"
BUNDLE = re.compile(FIRST_LINE + rb"([^\n]+)\ned25519 ([0-9a-f]{64}) ([0-9a-f]{128})\n")
HASH = re.compile("[0-9a-f]{64}")


class Disagrees(Exception):
    """What does not agree, in words."""


def agree(true, why):
    if not true:
        raise Disagrees(why)


def check(raw, key=None):
    """What was found, in lines for people; raises Disagrees at the first thing that is not so. `key`: hexadecimal."""
    found = BUNDLE.fullmatch(raw)
    agree(found, "this is not a bundle, or it was cut or added to")
    line, signer, signature = found[1], found[2].decode(), found[3].decode()
    agree(key is None or signer == key.lower(), f"it was signed by {signer}, which is another key")
    try:
        bundle = json.loads(line, parse_float=_no_float, parse_constant=_no_float)
        agree(canonical(bundle) == line, "the second line is not in canonical form")
        lines = [*contents(bundle)]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, RecursionError) as problem:
        raise Disagrees(f"the second line is not as the format has it: {problem!r}") from problem
    signed = FIRST_LINE + line + b"\n"
    agree(ed25519(bytes.fromhex(signer), signed, bytes.fromhex(signature)), "this is not what was signed")
    whose = "the key you gave" if key else "compare it with the key that the council published"
    return [f"Signed by {signer} ({whose}).", *lines]


def contents(bundle):
    kind, manifest, result = (bundle.pop(name) for name in ("kind", "manifest", "result"))
    root, leaves, ballots = (bundle.pop(name) for name in ("root", "leaves", "ballots"))
    agree(not bundle, "there is more in it than the format has")
    told = result.pop("told")
    agree(kind in ("public", "witness") and HASH.fullmatch(root), "no such kind of bundle, or no root")
    rule = manifest["rule"]
    ids = [option["id"] for option in manifest["options"]]
    agree(ids and len(set(ids)) == len(ids) and all(type(each) is str for each in ids), "options without a name each")
    agree(set(result["winners"]) <= set(ids) and len(set(result["winners"])) == len(result["winners"]), "odd winners")
    agree(all(type(manifest[each]) is int for each in ("seats", "roll_size")), "seats or roll are no number")
    yield f"Rules of the poll: {hashlib.sha256(canonical(manifest)).hexdigest()}"
    yield f"Question: {manifest['question']}"
    yield f"Counted by: {rule}"
    if told == "decision":
        agree(kind == "public" and leaves is None and ballots is None, "sums where only the decision may be told")
        agree(
            result.keys() == {"winners"} and result["winners"] == [i for i in ids if i in result["winners"]], "no order"
        )
        yield "NOT COUNTED AGAIN: of a small poll only the decision is public. The witnesses can count it."
    else:
        agree(told in ("everything", "totals") and (kind == "public" or told == "everything"), "no such way to tell")
        agree((leaves is None) == (told == "totals"), "leaves and what is told do not go together")
        agree(("blanks" in result) == (told == "everything"), "numbers that should not be told, or are missing")
        agree(ballots is None or told == "everything", "ballots where only totals may be told")
        agree(kind == "public" or ballots is not None, "the witnesses' bundle holds the ballots")
        if leaves is not None:
            yield from proven(leaves, root, result)
        yield from counted(kind, manifest, ids, rule, ballots, result)
    titles = {option["id"]: option["title"] for option in manifest["options"]}
    yield "Winners: " + (", ".join(f"{titles[each]} ({each})" for each in result["winners"]) or "none")


def proven(leaves, root, result):
    agree(all(HASH.fullmatch(leaf) for leaf in leaves), "a leaf that is no hash")
    agree(
        all(one < next_ for one, next_ in itertools.pairwise(leaves)),
        "the leaves are not in order, or one is there twice",
    )
    cast = result["chose"] + result["blanks"] + result["unreadable"]
    agree(
        len(leaves) == cast + 1, f"{len(leaves)} leaves, and {cast} ballots and the box's own leaf would be {cast + 1}"
    )
    agree(merkle([bytes.fromhex(leaf) for leaf in leaves]).hex() == root, "the leaves do not have this root")
    yield f"{len(leaves)} leaves (the box's own is one of them) have the root {root}"


def counted(kind, manifest, ids, rule, ballots, result):
    name, *settings = rule.split(";")
    settings = dict(setting.split("=", 1) for setting in settings)
    count = METHODS.get(name)
    whole = {"chose", "totals", "winners", "ties"}
    if "blanks" in result:
        whole |= {"blanks", "unreadable", "rounds"}
    agree(result.keys() == whole, "not the parts of a result")
    numbers = [result["chose"], result.get("blanks", 0), result.get("unreadable", 0)]
    agree(all(type(each) is int and each >= 0 for each in numbers), "a number below nothing")
    if ballots is not None:
        agree(ballots == sorted(ballots, key=lambda each: each[1]), "the ballots are not in order")
        agree(len({str(ballot) for _times, ballot in ballots}) == len(ballots), "one ballot in two lines")
        agree(all(type(times) is int and times > 0 for times, _ballot in ballots), "a ballot that nobody cast")
        everyone, alone = sum(times for times, _b in ballots), sum(times == 1 for times, _b in ballots)
        agree(everyone == result["chose"] + result["blanks"], "not as many ballots as were counted")
        agree(kind == "witness" or (everyone >= 1000 and alone * 20 < everyone), "ballots that are not for the public")
    if count is None:
        yield f"NOT COUNTED AGAIN: this program does not know how to count by {name}. All else was checked."
        return
    again = count(manifest, ids, settings, ballots, result)
    for part, value in again.items():
        agree(part not in result or exactly(result[part]) == exactly(value), f"counted again, {part} differ: {value}")
    yield f"Counted again from the {'totals' if ballots is None else 'ballots'}: the same."


def exactly(value):
    """Text that tells True from 1."""
    return json.dumps(value, sort_keys=True)


# The methods. Each takes the ballots where it has them, else the totals, and says what the result should have been.


def ticks(manifest, ids, settings, ballots, result, most):
    places = range(len(ids))
    if ballots is None:
        totals, chose, blanks = [result["totals"][each] for each in ids], result["chose"], result.get("blanks")
        agree(len(result["totals"]) == len(ids), "totals of something that is no option")
        agree(all(type(votes) is int and 0 <= votes <= chose for votes in totals), "more votes than ballots")
        agree(chose <= sum(totals) <= most * chose, "more or fewer votes than these ballots can give")
    else:
        totals, chose, blanks = [0] * len(ids), 0, 0
        for times, ballot in ballots:
            agree(all(type(each) is int and each in places for each in ballot), "a mark beside the options")
            agree(ballot == sorted(set(ballot)) and len(ballot) <= most, "a ballot that the rule does not allow")
            chose, blanks = (chose + times, blanks) if ballot else (chose, blanks + times)
            for place in ballot:
                totals[place] += times
    links = settings.pop("ties").split(",")
    agree(not settings and len(links) == 1, "a rule with more in it than it should have")
    winners, ties = fill(manifest, ids, [(votes,) for votes in totals], links[0])
    totals = dict(zip(ids, totals, strict=True))
    return {
        "totals": totals, "chose": chose, "blanks": blanks, "winners": winners, "ties": ties, "rounds": [],
    }  # fmt: skip


def choose_one(manifest, ids, settings, ballots, result):
    return ticks(manifest, ids, settings, ballots, result, 1)


def approval(manifest, ids, settings, ballots, result):
    most = settings.pop("max")
    agree(re.fullmatch("[1-9][0-9]{0,5}", most), "no such number of choices")
    return ticks(manifest, ids, settings, ballots, result, int(most))


def motion(manifest, ids, settings, ballots, result):
    agree(settings.keys() == {"majority", "quorum"} and len(ids) == 3, "a motion has yes, no, abstain")
    if ballots is None:
        yes, no, abstain = votes = [result["totals"][each] for each in ids]
    else:
        agree(all(ballot in ([0], [1], [2]) for _times, ballot in ballots), "neither yes nor no nor abstain")
        yes, no, abstain = votes = [sum(times for times, ballot in ballots if ballot == [place]) for place in range(3)]
    entitled, quorum = manifest["roll_size"], Fraction(settings["quorum"])
    agree(all(type(each) is int and each >= 0 for each in votes) and sum(votes) <= entitled, "more votes than voters")
    enough = {"simple": True, "two_thirds": yes * 3 >= (yes + no) * 2, "absolute": yes * 2 > entitled}
    reached = Fraction(sum(votes)) >= quorum * entitled
    carried = reached and yes > no and enough[settings["majority"]]
    told = {
        "kind": "decision", "yes": yes, "no": no, "abstain": abstain, "entitled": entitled, "quorum": reached,
        "carried": carried,
    }  # fmt: skip
    winners = [ids[0] if carried else ids[1]] if reached else []
    totals = dict(zip(ids, votes, strict=True))
    return {
        "totals": totals, "chose": sum(votes), "blanks": 0, "winners": winners, "ties": [], "rounds": [told],
    }  # fmt: skip


def smileys(manifest, ids, settings, ballots, result):
    *before, last = settings.pop("ties").split(",")
    agree(not settings and len(set(before)) == len(before) and set(before) <= {"happy>", "sad<"}, "no such rule")
    names = {2: "happy", 1: "so_so", 0: "sad", -1: "none"}
    if ballots is None:
        (faces,) = result["rounds"]
        blanks = result["blanks"]
        agree(faces.keys() == {"kind", *names.values()}, "not a table of faces")
    else:
        faces = {name: dict.fromkeys(ids, 0) for name in names.values()}
        blanks = sum(times for times, ballot in ballots if set(ballot) == {-1})
        for times, ballot in ballots:
            agree(len(ballot) == len(ids) and all(type(face) is int for face in ballot), "a face too many or too few")
            for option, face in zip(ids, ballot, strict=True):
                faces[names[face]][option] += times
    table = [[faces[name][each] for name in ("happy", "so_so", "sad", "none")] for each in ids]
    everyone = result["chose"] + result["blanks"]
    agree(all(type(each) is int and each >= 0 for row in table for each in row), "a number of faces below nothing")
    agree(all(sum(row) == everyone and row[3] >= blanks for row in table), "not a face from everybody")
    totals = {each: 2 * row[0] + row[1] for each, row in zip(ids, table, strict=True)}
    finer = {"happy>": [row[0] for row in table], "sad<": [-row[2] for row in table]}
    standing = [(totals[each], *(finer[link][place] for link in before)) for place, each in enumerate(ids)]
    winners, ties = fill(manifest, ids, standing, last)
    rounds = [{"kind": "faces", **{name: faces[name] for name in names.values()}}]
    return {"totals": totals, "blanks": blanks, "winners": winners, "ties": ties, "rounds": rounds}


METHODS = {"choose_one": choose_one, "approval": approval, "motion": motion, "smileys": smileys}


def fill(manifest, ids, standing, by):
    """Seat after seat goes to the best that is left and has a vote; of equals to the first by lot, id or number."""

    def drawn(place):
        return hashlib.sha256("\n".join((manifest["lot_seed"], manifest["poll"], ids[place])).encode()).digest()

    luck = {"lot": drawn, "id": lambda place: ids[place], "number": lambda place: place}[by]
    left = [place for place in range(len(ids)) if standing[place][0] > 0]
    winners, ties = [], []
    while left and len(winners) < manifest["seats"]:
        best = max(standing[place] for place in left)
        equals = sorted((place for place in left if standing[place] == best), key=luck)
        seated = equals[: manifest["seats"] - len(winners)]
        if len(equals) > 1:
            ties.append({"by": by, "decisive": len(seated) < len(equals), "elected": len(seated),
                         "options": [ids[place] for place in equals], "round": None})  # fmt: skip
        winners += [ids[place] for place in seated]
        left = [place for place in left if place not in equals]
    return winners, ties


def merkle(leaves):
    """RFC 6962, section 2.1, as it is written there."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0] if leaves else b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + merkle(leaves[:half]) + merkle(leaves[half:])).digest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _no_float(text):
    raise ValueError(f"{text} is no whole number")


# Ed25519 (RFC 8032, section 5.1): a signature (R, S) by A is good where S·B − H(R, A, message)·A is R.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ZERO = (0, 1, 1, 0)


def add(one, other):
    """Points of the curve as X, Y, Z and T = XY/Z."""
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = other
    a, b, c, d = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P, 2 * D * t1 * t2 % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(packed):
    """Or None where these 32 bytes are no point."""
    y, odd = int.from_bytes(packed, "little") & (1 << 255) - 1, packed[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (odd and not x):
        return None
    x = P - x if x % 2 != odd else x
    return x, y, 1, x * y % P


def times8(place):
    for _ in range(3):
        place = add(place, place)
    return place


def ed25519(key, message, signature):
    first, s = signature[:32], int.from_bytes(signature[32:], "little")
    signer, base = point(key), point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    if s >= ORDER or signer is None or times8(signer)[0] == 0:  # a key of small order signs anything
        return False
    h = int.from_bytes(hashlib.sha512(first + key + message).digest(), "little") % ORDER
    minus = (P - signer[0], signer[1], 1, P - signer[3])
    table, sum_ = (ZERO, base, minus, add(base, minus)), ZERO
    for bit in range(252, -1, -1):
        sum_ = add(add(sum_, sum_), table[(s >> bit & 1) + 2 * (h >> bit & 1)])
    x, y, z, _t = sum_
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == first


def main(arguments):
    path, *rest = arguments or [""]
    if not path or (rest and (len(rest) != 2 or rest[0] != "--key")):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as problem:
        print(f"{path}: {problem.strerror}", file=sys.stderr)
        return 2
    try:
        lines = check(raw, rest[1] if rest else None)
    except Disagrees as problem:
        say(f"{path} DOES NOT AGREE: {problem}", sys.stderr)
        return 1
    for line in (*lines, "Everything that was checked agrees."):
        say(line, sys.stdout)
    return 0


def say(line, out):
    """Without what could steer a terminal, and in letters that it has."""
    shown = "".join(each if each.isprintable() else "·" for each in line)
    coding = out.encoding or "utf-8"
    print(shown.encode(coding, "replace").decode(coding), file=out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
