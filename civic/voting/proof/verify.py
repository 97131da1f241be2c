#!/usr/bin/env python3
"""Check a poll's bundle and count it again: python3 verify.py FILE.bundle [--key HEX]

One file, Python 3.10 or newer, nothing to install: it is made to be read by strangers and run without us. It follows the
description of the format (0024-bundle.md) and shares no line with the program that counted. --key is the public key
that the council published; without it you are told who signed, and should compare. It ends with 0 when all agrees, with
1 when something does not, with 2 when there is nothing to read.
"""

import collections
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
    lines = findings(line)
    signed = FIRST_LINE + line + b"\n"
    agree(ed25519(bytes.fromhex(signer), signed, bytes.fromhex(signature)), "this is not what was signed")
    whose = "the key you gave" if key else "compare it with the key that the council published"
    return [f"Signed by {signer} ({whose}).", *lines]


def findings(line):
    """Of the second line alone."""
    try:
        bundle = json.loads(line, parse_float=_no_float, parse_constant=_no_float)
        agree(canonical(bundle) == line, "the second line is not in canonical form")
        return [*contents(bundle)]
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as problem:
        raise Disagrees(f"the second line is not as the format has it: {problem!r}") from problem


def contents(bundle):
    kind, manifest, result = (bundle.pop(name) for name in ("kind", "manifest", "result"))
    root, leaves, ballots = (bundle.pop(name) for name in ("root", "leaves", "ballots"))
    agree(not bundle, "there is more in it than the format has")
    told = result.pop("told")
    poll, hands = Poll(manifest), manifest["sealing_key"] == ""
    agree(kind in ("public", "witness"), "no such kind of bundle")
    agree(root == "" if hands else HASH.fullmatch(root), "no root, or one where nothing was sealed")
    winners = result["winners"]
    agree(set(winners) <= set(poll.ids) and len(set(winners)) == len(winners), "odd winners")
    yield f"Rules of the poll: {hashlib.sha256(canonical(manifest)).hexdigest()}"
    yield f"Question: {manifest['question']}"
    yield f"Counted by: {manifest['rule']}"
    if hands:
        agree(poll.rule == "motion", "raised hands in something else than a motion")
        yield "RAISED HANDS, NOT SECRET: one person counted them at each place and another checked. Nobody can see them again."
    if told == "decision":
        agree(kind == "public" and leaves is None and ballots is None, "sums where only the decision may be told")
        agree(result.keys() == {"winners"} and winners == [i for i in poll.ids if i in winners], "no order")
        yield "NOT COUNTED AGAIN: of a small poll only the decision is public. The witnesses can count it."
    else:
        agree(told in ("everything", "totals") and (kind == "public" or told == "everything"), "no such way to tell")
        agree((leaves is None) == (hands or told == "totals"), "leaves and what is told do not go together")
        agree(("places" in result) == (hands and kind == "witness"), "places that should not be told, or are missing")
        if "places" in result:
            yield from written_down(result.pop("places"), result["totals"])
        agree(("blanks" in result) == (told == "everything"), "numbers that should not be told, or are missing")
        agree(ballots is None or told == "everything", "ballots where only totals may be told")
        agree(kind == "public" or ballots is not None, "the witnesses' bundle holds the ballots")
        if leaves is not None:
            yield from proven(leaves, root, result)
        yield counted(kind, poll, ballots, result)
    titles = {option["id"]: option["title"] for option in manifest["options"]}
    yield "Winners: " + (", ".join(f"{titles[each]} ({each})" for each in winners) or "none")


def written_down(places, totals):
    """Of raised hands: place, yes, no, abstain."""
    agree(places == sorted(places), "the places are not in order")
    agree(
        all(type(name) is str and len(hands) == 3 and all(map(is_count, hands)) for name, *hands in places), "odd hands"
    )
    sums = [sum(hands) for hands in zip(*(hands for _name, *hands in places), strict=True)] or [0, 0, 0]
    agree(sums == [totals[each] for each in ("yes", "no", "abstain")], "the places do not add up to the totals")
    for name, *hands in places:
        yield "Hands at {}: {} yes, {} no, {} neither".format(name, *hands)


def proven(leaves, root, result):
    agree(all(HASH.fullmatch(leaf) for leaf in leaves), "a leaf that is no hash")
    ascending = all(one < next_ for one, next_ in itertools.pairwise(leaves))
    agree(ascending, "the leaves are not in order, or one is there twice")
    cast = result["chose"] + result["blanks"] + result["unreadable"]
    agree(len(leaves) == cast + 1, f"{len(leaves)} leaves; {cast} ballots and the box's own leaf would be {cast + 1}")
    agree(merkle([bytes.fromhex(leaf) for leaf in leaves]).hex() == root, "the leaves do not have this root")
    yield f"{len(leaves)} leaves (the box's own is one of them) have the root {root}"


def counted(kind, poll, ballots, result):
    whole = {"chose", "totals", "winners", "ties"}
    if "blanks" in result:
        whole |= {"blanks", "unreadable", "rounds"}
    agree(result.keys() == whole, "not the parts of a result")
    agree(all(is_count(result.get(each, 0)) for each in ("chose", "blanks", "unreadable")), "a number below nothing")
    agree(result["totals"].keys() == set(poll.ids), "totals of something that is no option, or an option without")
    agree(all(is_count(each) for each in result["totals"].values()), "a total that is no whole number")
    if ballots is not None:
        agree(all(type(ballot) is list for _times, ballot in ballots), "a ballot that is no list")
        agree(ballots == sorted(ballots, key=lambda each: each[1]), "the ballots are not in order")
        agree(len({str(ballot) for _times, ballot in ballots}) == len(ballots), "one ballot in two lines")
        agree(all(is_count(times) and times for times, _ballot in ballots), "a ballot that nobody cast")
        everyone, alone = sum(times for times, _b in ballots), sum(times == 1 for times, _b in ballots)
        agree(everyone == result["chose"] + result["blanks"], "not as many ballots as were counted")
        agree(kind == "witness" or (everyone >= 1000 and alone * 20 < everyone), "ballots that are not for the public")
    elif poll.rule in BY_ROUNDS | IN_ROUNDS and "rounds" not in result:
        return "NOT COUNTED AGAIN: the rounds are not told. The witnesses can count it."
    again = RULES[poll.rule][0](poll, ballots, result)
    for part, value in again.items():
        agree(part not in result or exactly(result[part]) == exactly(value), f"counted again, {part} differ: {value}")
    if ballots is None and poll.rule in BY_ROUNDS:
        return "The rounds follow from each other and from the totals. The witnesses, who have the ballots, can count them."
    return f"Counted again from the {'totals' if ballots is None else 'ballots'}: the same."


def is_count(value):
    return type(value) is int and value >= 0


def exactly(value):
    """Text that tells True from 1."""
    return json.dumps(value, sort_keys=True)


# What the manifest fixes. From here on an option is its place in it, from 0.


class Poll:
    def __init__(self, manifest):
        agree(manifest["format"] == "vozyvoto-poll/1", "rules in another format")
        self.rule, *settings = manifest["rule"].split(";")
        self.settings = dict(setting.split("=", 1) for setting in settings)
        _count, keys, links = RULES.get(self.rule, (None, "", ""))
        agree(self.rule in RULES and [*self.settings] == keys.split(), "no such rule, or not its one spelling")
        *self.links, self.last = self.settings.get("ties", "number").split(",")
        ends = self.last in ("lot", "id", "number") or (self.rule == "ranked/schulze" and not self.links)
        agree(ends and len(set(self.links)) == len(self.links), "ties without an end")
        agree(set(self.links) <= set(links.split()), "ties broken by what this rule does not know")
        self.ids = [option["id"] for option in manifest["options"]]
        self.all = range(len(self.ids))
        named = self.ids and len(set(self.ids)) == len(self.ids) and all(type(each) is str for each in self.ids)
        agree(named, "options without a name each")
        self.seats, self.entitled = manifest["seats"], manifest["roll_size"]
        agree(is_count(self.seats) and is_count(self.entitled), "seats or roll are no number")
        self.groups = [option["group"] for option in manifest["options"]]
        self.costs, self.budget = [option["cost"] for option in manifest["options"]], manifest["budget"]
        money = (self.budget, *self.costs) if self.rule.startswith("pb/") else ()
        agree(all(is_count(each) and each for each in money), "no budget, or a cost of nothing")
        salt = f"{manifest['lot_seed']}\n{manifest['poll']}\n"
        self.luck = {
            "lot": lambda place: hashlib.sha256((salt + self.ids[place]).encode()).digest(),
            "id": self.ids.__getitem__,
            "number": lambda place: place,
            "none": lambda place: place,  # all who are equally the best win
        }[self.last]

    def setting(self, key, words):
        agree(self.settings[key] in words.split(), f"no such {key}")
        return self.settings[key]

    def line_up(self, equals, finer):
        """Equals, the best first: link after link of the chain of ties, and at last by lot, id or number; and the link that
        told the first from the second. `finer`: by link, what is greater for who goes first."""
        line = sorted(equals, key=self.luck)
        for link in reversed(self.links):
            line.sort(key=finer[link], reverse=True)
        return line, self.parted(line[:2], finer)

    def line_out(self, equals, finer):
        """The one that is out last, the others by lot, id or number; and the link that told it from the next worst. Out is
        who the links put last; among those the last by lot, but the first by id or number."""
        line = sorted(equals, key=self.luck, reverse=self.last == "lot")
        for link in reversed(self.links):
            line.sort(key=finer[link])
        return [*sorted(line[1:], key=self.luck), *line[:1]], self.parted(line[:2], finer)

    def parted(self, two, finer):
        return next((link for link in self.links if len({finer[link](each) for each in two}) > 1), self.last)

    def outcome(self, totals, chose, blanks, winners, ties, rounds):
        """What a result should hold. `winners`: places; `ties`: (number of the round, equals in line, by which link)."""
        told = [
            {"round": turn, "options": self.named(line), "by": by, "elected": len({*line} & {*winners}),
             "decisive": not {*line} <= {*winners}}
            for turn, line, by in ties
        ]  # fmt: skip
        return {"totals": self.by_id(totals), "chose": chose, "blanks": blanks, "winners": self.named(winners),
                "ties": told, "rounds": rounds}  # fmt: skip

    def named(self, places):
        return [self.ids[place] for place in places]

    def by_id(self, values):
        return dict(zip(self.ids, values, strict=True))


# The methods. Each takes the ballots where it has them, else what is told, and says what the result should have been.


def ticks(poll, ballots, result, most):
    """Votes of each option, ballots that chose something, and blank ones."""
    if ballots is None:
        votes, chose, blanks = [result["totals"][each] for each in poll.ids], result["chose"], result.get("blanks")
        agree(all(each <= chose for each in votes), "more votes than ballots")
        agree(chose <= sum(votes) <= most * chose, "more or fewer votes than these ballots can give")
        return votes, chose, blanks
    votes, blanks = [0] * len(poll.ids), 0
    for times, ballot in ballots:
        agree(all(type(each) is int and each in poll.all for each in ballot), "a mark beside the options")
        agree(ballot == sorted(set(ballot)) and len(ballot) <= most, "a ballot that the rule does not allow")
        blanks += 0 if ballot else times
        for place in ballot:
            votes[place] += times
    return votes, sum(times for times, _ballot in ballots) - blanks, blanks


def most_ticked(poll, ballots, result, most):
    votes, chose, blanks = ticks(poll, ballots, result, most)
    winners, ties = fill(poll, [(each,) for each in votes])
    return poll.outcome(votes, chose, blanks, winners, ties, [])


def choose_one(poll, ballots, result):
    return most_ticked(poll, ballots, result, 1)


def approval(poll, ballots, result):
    agree(re.fullmatch("[1-9][0-9]{0,5}", poll.settings["max"]), "no such number of choices")
    return most_ticked(poll, ballots, result, int(poll.settings["max"]))


def fill(poll, standing):
    """Seat after seat goes to the best that is left and has a vote. `standing`: tuples, the greater the better."""
    left = [place for place in poll.all if standing[place][0] > 0]
    winners, ties = [], []
    while left and len(winners) < poll.seats:
        best = max(standing[place] for place in left)
        equals = sorted((place for place in left if standing[place] == best), key=poll.luck)
        if len(equals) > 1:
            ties.append((None, equals, poll.last))
        winners += equals[: poll.seats - len(winners)]
        left = [place for place in left if place not in equals]
    return winners, ties


def motion(poll, ballots, result):
    agree(poll.ids == ["yes", "no", "abstain"], "a motion has yes, no, abstain")
    if ballots is None:
        votes = [result["totals"][each] for each in poll.ids]
    else:
        agree(all(ballot in ([0], [1], [2]) for _times, ballot in ballots), "neither yes nor no nor abstain")
        votes = [sum(times for times, ballot in ballots if ballot == [place]) for place in poll.all]
    yes, no, abstain = votes
    agree(sum(votes) <= poll.entitled, "more votes than voters")
    enough = {"simple": True, "two_thirds": yes * 3 >= (yes + no) * 2, "absolute": yes * 2 > poll.entitled}
    reached = sum(votes) >= Fraction(poll.settings["quorum"]) * poll.entitled
    carried = reached and yes > no and enough[poll.settings["majority"]]
    told = {"kind": "decision", "yes": yes, "no": no, "abstain": abstain, "entitled": poll.entitled,
            "quorum": reached, "carried": carried}  # fmt: skip
    winners = [0 if carried else 1] if reached else []
    return poll.outcome(votes, sum(votes), 0, winners, [], [told])


def smileys(poll, ballots, result):
    names = {2: "happy", 1: "so_so", 0: "sad", -1: "none"}
    if ballots is None:
        (faces,) = result["rounds"]
        blanks = result["blanks"]
        agree(faces.keys() == {"kind", *names.values()}, "not a table of faces")
    else:
        faces = {name: dict.fromkeys(poll.ids, 0) for name in names.values()}
        blanks = sum(times for times, ballot in ballots if set(ballot) == {-1})
        for times, ballot in ballots:
            agree(len(ballot) == len(poll.ids), "a face too many or too few")
            for option, face in zip(poll.ids, ballot, strict=True):
                agree(type(face) is int and face in names, "no such face")
                faces[names[face]][option] += times
    table = [[faces[name][each] for name in names.values()] for each in poll.ids]
    everyone = result["chose"] + result["blanks"]
    agree(all(is_count(each) for row in table for each in row), "a number of faces below nothing")
    agree(all(sum(row) == everyone and row[3] >= blanks for row in table), "not a face from everybody")
    finer = {"happy>": lambda row: row[0], "sad<": lambda row: -row[2]}
    standing = [(2 * row[0] + row[1], *(finer[link](row) for link in poll.links)) for row in table]
    winners, ties = fill(poll, standing)
    rounds = [{"kind": "faces", **{name: faces[name] for name in names.values()}}]
    return poll.outcome([points for points, *_finer in standing], everyone - blanks, blanks, winners, ties, rounds)


def rankings(poll, ballots, shared=False):
    """[how often, ranks] without the blank ones, and how many are blank; each rank is a list of options."""
    for _times, ballot in ballots:
        flat = [each for rank in ballot for each in rank]
        agree(all(type(each) is int and each in poll.all for each in flat), "a mark beside the options")
        agree(len(set(flat)) == len(flat) and all(ballot), "an option ranked twice, or a rank without any")
        agree(all(rank == sorted(rank) and (shared or len(rank) == 1) for rank in ballot), "a shared rank")
    return [each for each in ballots if each[1]], sum(times for times, ballot in ballots if not ballot)


def schulze(poll, ballots, result):
    """One option is stronger than another by the best path of won duels; winners are those whom none is stronger than."""
    if ballots is None:
        duels, blanks, chose = result["rounds"][0]["preferred"], result["blanks"], result["chose"]
        beats = [[duels[one][other] if one != other else 0 for other in poll.ids] for one in poll.ids]
        firsts = [result["totals"][each] for each in poll.ids]
        agree(all(is_count(each) for row in beats for each in row), "a duel that is no number")
        pairs = [*itertools.permutations(poll.all, 2)]
        agree(all(beats[a][b] + beats[b][a] <= chose for a, b in pairs), "more in a duel than ballots")
        agree(max(firsts) <= chose <= sum(firsts), "more or fewer first places than ballots")
        follows = all(beats[a][b] >= firsts[a] - firsts[b] for a, b in pairs)
        agree(follows, "first places that do not go with the duels")
    else:
        ballots, blanks = rankings(poll, ballots, shared=True)
        chose, firsts = sum(times for times, _ranks in ballots), [0] * len(poll.ids)
        beats = [[0] * len(poll.ids) for _each in poll.ids]
        for times, ranks in ballots:
            below = set(poll.all)  # also the options that were not ranked: they are last, together
            for rank in ranks:
                below -= {*rank}
                for one in rank:
                    for other in below:
                        beats[one][other] += times
            for one in ranks[0]:
                firsts[one] += times
    margins = poll.setting("strength", "votes margins") == "margins"
    paths = [[0] * len(poll.ids) for _each in poll.ids]
    for one, other in itertools.permutations(poll.all, 2):
        margin = beats[one][other] - beats[other][one]
        if margin > 0:
            paths[one][other] = margin if margins else beats[one][other]
    for by, one, other in itertools.product(poll.all, repeat=3):
        if one != other:
            paths[one][other] = max(paths[one][other], min(paths[one][by], paths[by][other]))
    unbeaten = [one for one in poll.all if all(paths[one][other] >= paths[other][one] for other in poll.all)]
    line, by = poll.line_up(unbeaten, {"firsts>": firsts.__getitem__})
    winners = (line if poll.last == "none" else line[:1]) if chose else []

    def table(rows):
        return {a: {b: rows[i][j] for j, b in enumerate(poll.ids) if a != b} for i, a in enumerate(poll.ids)}

    told = {"kind": "duels", "preferred": table(beats), "paths": table(paths), "unbeaten": poll.named(unbeaten)}
    ties = [(1, line, by)] if 0 < len(winners) < len(line) else []
    return poll.outcome(firsts, chose, blanks, winners, ties, [told])


def runoff(poll, ballots, result):
    """Until one option has more than half of the votes that still count, the one with the fewest is out."""
    if ballots is None:
        chose, blanks = result["chose"], result["blanks"]
    else:
        ballots, blanks = rankings(poll, ballots)
        chose = sum(times for times, _ranks in ballots)
    out, votes, firsts, rounds, ties, winners = set(), None, [0] * len(poll.ids), [], [], []
    while chose and not winners:
        before = votes
        if ballots is None:
            votes = [result["rounds"][len(rounds)]["votes"][each] for each in poll.ids]
            agree(all(is_count(each) for each in votes) and sum(votes) <= chose, "votes that nobody cast")
            if before:
                agree(all(votes[place] == 0 for place in out), "votes for an option that was out")
                kept = all(votes[place] >= before[place] for place in poll.all if place not in out)
                agree(kept and sum(votes) <= sum(before), "votes that cannot follow from the round before")
        else:
            votes = [0] * len(poll.ids)
            for times, ranks in ballots:
                stands = next((place for (place,) in ranks if place not in out), None)
                if stands is not None:
                    votes[stands] += times
        left = [place for place in poll.all if place not in out]
        winners = [place for place in left if votes[place] * 2 > sum(votes)]
        lowest = [] if winners else [place for place in left if votes[place] == min(votes[each] for each in left)]
        line, by = poll.line_up(lowest, {})
        if len(line) > 1:
            ties.append((len(rounds) + 1, line, by))
        goes = line[-1 if poll.last == "lot" else 0 :][:1]  # by id or number the first of equals is out
        rounds.append({"kind": "count", "votes": poll.by_id(votes), "exhausted": chose - sum(votes),
                       "excluded": poll.ids[goes[0]] if goes else None,
                       "elected": poll.ids[winners[0]] if winners else None})  # fmt: skip
        out |= {*goes}
        firsts = firsts if before else votes
    return poll.outcome(firsts, chose, blanks, winners, ties, rounds)


# Scottish STV: SSI 2007/42, rules 45 to 52, with caps for groups. Votes are whole numbers of 1/100,000.

ONE = 100_000


class Papers:
    """Ballot papers in piles, each with its value."""

    def __init__(self, poll, ballots):
        self.votes, self.piles = [0] * len(poll.ids), [[] for _each in poll.ids]
        for times, ranks in ballots:
            self.give(times, ONE, ranks, poll.all)

    def give(self, times, value, ranks, to):
        place = next((place for (place,) in ranks if place in to), None)
        if place is not None:
            self.votes[place] += times * value
            self.piles[place].append((times, value, ranks))

    def move(self, places, to, keep=0):
        """Each paper to its next preference among `to`. Of a surplus (above `keep`) at a lower value, to five decimal
        places, any remainder being ignored."""
        for place in places:
            had, self.votes[place] = self.votes[place], keep
            pile, self.piles[place] = self.piles[place], []
            for times, value, ranks in pile:
                self.give(times, (had - keep) * value // had if keep else value, ranks, to)


class ToldPapers:
    """Instead of papers the votes of each stage as they are told: whether they can follow from those before."""

    def __init__(self, poll, rounds, totals):
        tables = [[told["votes"][each] for each in poll.ids] for told in rounds if told["kind"] == "stage"]
        places = all(re.fullmatch(r"[0-9]+\.[0-9]{5}", each) for row in tables for each in row)
        agree(places, "votes without five decimal places")
        self.tables = [[int(each.replace(".", "")) for each in row] for row in tables]
        self.votes = self.tables.pop(0) if tables else [0] * len(poll.ids)
        agree(self.votes == [each * ONE for each in totals], "first preferences that are not the totals")

    def move(self, places, to, keep=0):
        before, self.votes = self.votes, self.tables.pop(0)
        agree(sum(self.votes) <= sum(before), "more votes than at the stage before")
        for place, (had, has) in enumerate(zip(before, self.votes, strict=True)):
            fits = has == keep if place in places else has >= had if place in to else has == had
            agree(fits, "votes that cannot follow from those of the stage before")


def scottish(poll, ballots, result):
    poll.setting("law", "ssi_2007_42")
    agree(poll.links == ["stage"], "this law breaks ties by earlier stages")
    caps = dict(cap.split(":") for cap in poll.settings["caps"].split(",") if cap != "none")
    agree(all(group and re.fullmatch("[0-9]{1,6}", most) for group, most in caps.items()), "no such cap")
    caps = {group: int(most) for group, most in caps.items()}
    if ballots is None:
        chose, blanks = result["chose"], result["blanks"]
        firsts = [result["totals"][each] for each in poll.ids]
        agree(sum(firsts) == chose, "not a first preference from everybody")
        papers = ToldPapers(poll, result["rounds"], firsts)
    else:
        ballots, blanks = rankings(poll, ballots)
        chose = sum(times for times, _ranks in ballots)
        papers = Papers(poll, ballots)
        firsts = [votes // ONE for votes in papers.votes]
    winners, ties, rounds = stages(poll, caps, chose, papers)
    if caps and ballots is None:
        without = result["rounds"][-1]["without"]
        agree(set(without) <= set(poll.ids) and len(set(without)) == len(without), "odd winners without the caps")
    elif caps:
        without = poll.named(stages(poll, {}, chose, Papers(poll, ballots))[0])
    if caps:
        rounds.append({"kind": "caps", "changed": {*without} != {*poll.named(winners)}, "without": without})
    return poll.outcome(firsts, chose, blanks, winners, ties, rounds)


def stages(poll, caps, chose, papers):
    """Winners, ties, rounds. A group that has its cap of seats is doomed: who is left of it goes at once. Guarded is whoever
    the seats could not be filled without."""
    seats = min(poll.seats, len(poll.ids))
    quota = chose // (poll.seats + 1) + 1
    rounds = [{"kind": "quota", "valid": chose, "seats": seats, "quota": quota}]
    left, winners, ties, past, room = [*poll.all], [], [], [], dict(caps)

    def could_fill(some):
        """How many seats these could take."""
        found = collections.Counter(poll.groups[place] for place in some)
        return sum(min(number, room.get(group, number)) for group, number in found.items())

    def line(equals, way):
        line, by = way(equals, {"stage": lambda place: tuple(votes[place] for votes in reversed(past))})
        if len(line) > 1:
            ties.append((len(past), line, by))
        return line

    agree(could_fill(left) >= seats, "caps that leave a seat to nobody")
    does, about = "first", []
    while chose:
        votes, elected = [*papers.votes], []
        past.append(votes)
        if does == "remaining":
            elected, left = sorted(sorted(left, key=poll.luck), key=votes.__getitem__, reverse=True), []
        reached = [place for place in left if votes[place] >= quota * ONE]
        while reached:
            most = max(votes[place] for place in reached)
            place = line([place for place in reached if votes[place] == most], poll.line_up)[0]
            reached.remove(place)
            if room.get(poll.groups[place], 1):
                elected.append(place)
                left.remove(place)
                if poll.groups[place] in room:
                    room[poll.groups[place]] -= 1
        winners += elected
        rounds.append({"kind": "stage", "does": does, "about": poll.named(about), "votes": poll.by_id(map(decimal, votes)),
                       "lost": decimal(chose * ONE - sum(votes)), "elected": poll.named(elected)})  # fmt: skip
        doomed = [place for place in left if not room.get(poll.groups[place], 1)]
        over = max((votes[place] for place in winners if votes[place] > quota * ONE), default=None)
        if len(winners) == seats:
            break
        if len(left) - len(doomed) == seats - len(winners):
            does, about, left = "remaining", [], [place for place in left if place not in doomed]
        elif doomed:
            does, about, left = "doomed", doomed, [place for place in left if place not in doomed]
            papers.move(doomed, left)
        elif over:
            does, about = "surplus", line([place for place in winners if votes[place] == over], poll.line_up)[:1]
            papers.move(about, left, quota * ONE)
        else:
            guarded = [each for each in left if could_fill({*left} - {each}) < seats - len(winners)]
            fewest = min(votes[place] for place in left if place not in guarded)
            lowest = [place for place in left if votes[place] == fewest and place not in guarded]
            does, about = "exclusion", line(lowest, poll.line_out)[-1:]
            left.remove(about[0])
            papers.move(about, left)
    return winners, ties, rounds


def decimal(votes):
    return f"{votes // ONE}.{votes % ONE:05}"


# Budgets. Money is exact: whole numbers and fractions of them.


def asked(poll, ballots, result):
    """Votes of each project, ballots that chose something, and blank ones. On a ballot is no more than the budget buys."""
    for _times, ballot in ballots or ():
        cost = sum(poll.costs[place] for place in ballot if place in poll.all)
        agree(cost <= poll.budget, "a ballot that asks for more than the budget")
    return ticks(poll, ballots, result, len(poll.ids))


def rows_of(poll, ballots):
    """For each project the places of the ballots that ask for it."""
    rows = [[] for _each in poll.ids]
    for row, (_times, ballot) in enumerate(ballots):
        for place in ballot:
            rows[place].append(row)
    return rows


def bill(poll, kind, runs):
    """Winners, ties, rounds, and the money left. `runs`: (equals in line, the first of them bought; by which link; what
    else is told of it)."""
    left, rounds = poll.budget, []
    for line, _by, told in runs:
        left -= poll.costs[line[0]]
        rounds.append({"kind": kind, "option": poll.ids[line[0]], "cost": poll.costs[line[0]], "left": left, **told})
    ties = [(turn, line, by) for turn, (line, by, _told) in enumerate(runs, 1) if len(line) > 1]
    return [line[0] for line, _by, _told in runs], ties, rounds, left


def number(value):
    """As the format has a fraction: a whole number, or text such as "25/3"."""
    return int(value) if value == int(value) else str(value)


def line_up(poll, votes, equals):
    return poll.line_up(equals, {"cost<": lambda place: -poll.costs[place], "votes>": votes.__getitem__})


def greedy(poll, ballots, result):
    votes, chose, blanks = asked(poll, ballots, result)
    by, fit = poll.setting("by", "votes score votes/cost"), poll.setting("fit", "skip stop")
    winners, ties, rounds = spend(poll, votes, poll.all, poll.budget, Fraction(poll.settings["least"]), by, fit, 1)
    return poll.outcome(votes, chose, blanks, winners, ties, rounds)


def spend(poll, votes, among, money, least, by, fit, turn):
    """Greedily: the next best is bought if it fits; if not, it is skipped, or all is over. Winners, ties, rounds."""
    score = {place: Fraction(votes[place], poll.costs[place] if by == "votes/cost" else 1) for place in among}
    bought, ties, rounds = [], [], []
    for level in sorted({score[place] for place in among if votes[place] >= least}, reverse=True):
        line, _link = line_up(
            poll, votes, [place for place in among if score[place] == level and votes[place] >= least]
        )
        if len(line) > 1:
            needed = {line_up(poll, votes, two)[1] for two in itertools.pairwise(line)}
            ties.append((turn + len(rounds), line, max(needed, key=[*poll.links, poll.last].index)))
        for place in line:
            fits = poll.costs[place] <= money
            if fits:
                bought.append(place)
                money -= poll.costs[place]
            rounds.append({"kind": "turn", "option": poll.ids[place], "score": number(level), "cost": poll.costs[place],
                           "bought": fits, "left": money})  # fmt: skip
            if not fits and fit == "stop":
                return bought, ties, rounds
    return bought, ties, rounds


def equal_shares(poll, ballots, result):
    """The Method of Equal Shares. Each ballot has the same money. A project is bought by those who asked for it: all pay
    one price, and who has less pays all of it. Always the project that gives most use for the price is next."""
    votes, chose, blanks = asked(poll, ballots, result)
    poll.setting("money", "exact")
    use = poll.costs if poll.setting("util", "cost one") == "cost" else [1] * len(poll.ids)
    parts, step, least = poll.settings["complete"].split("+"), None, None
    if found := re.fullmatch(r"add1\(step=([0-9/]+),stop=(overspend|exhaustive)\)", parts[0]):
        step, exhaustive, parts = Fraction(found[1]), found[2] == "exhaustive", parts[1:]
    if parts and (found := re.fullmatch(r"greedy(?:\(least=([0-9]+)\))?", parts[0])):
        least, parts = int(found[1] or 1), parts[1:]
    agree(parts in ([], ["none"]) and (step is None or step > 0), "no such way to complete")
    everyone = chose + blanks
    if not everyone:
        return poll.outcome(votes, 0, 0, [], [], [])
    first, steps, tried = Fraction(poll.budget, everyone), 0, 0

    def left_of(runs):
        return poll.budget - sum(poll.costs[line[0]] for line, *_more in runs)

    def finished(runs):
        """Whether add1 has nothing left to try, though it would not overspend."""
        more = {place for place in poll.all if votes[place]} - {line[0] for line, *_more in runs}
        return not more or (exhaustive and all(poll.costs[place] > left_of(runs) for place in more))

    if ballots is None:
        steps, tried = (result["rounds"][0][each] for each in ("steps", "tried"))
        agree(
            is_count(steps) and is_count(tried) and tried in ((steps, steps + 1) if step else (0,)),
            "no such number of steps",
        )
        runs = told_shares(poll, votes, use, first + steps * (step or 0), result)
        agree(step is None or tried > steps or finished(runs), "too few steps")
    else:
        rows = rows_of(poll, ballots)
        runs = buy(poll, votes, use, ballots, rows, first)
        while step and not finished(runs):
            tried += 1
            again = buy(poll, votes, use, ballots, rows, first + tried * step)
            if left_of(again) < 0:
                break
            runs, steps = again, tried
    each = first + steps * (step or 0)
    winners, ties, rounds, left = bill(poll, "shared", runs)
    rounds.insert(
        0, {"kind": "endowment", "first": number(first), "steps": steps, "each": number(each), "tried": tried}
    )
    if least is not None:
        among = [place for place in poll.all if place not in winners]
        filled = spend(poll, votes, among, left, least, "votes", "skip", len(rounds))
        winners, ties, rounds = (one + more for one, more in zip((winners, ties, rounds), filled, strict=True))
    return poll.outcome(votes, chose, blanks, winners, ties, rounds)


def buy(poll, votes, use, ballots, rows, each):
    """One run with so much money for each ballot, as `bill` takes it: the price, how many ballots paid, and how many of
    these are then without money."""
    purses, state = [(float(each), each)], [0] * len(ballots)  # ballots that have as much share a state
    known = {each: 0}  # floats only make sorting quick: where they are the same, the exact numbers are compared
    rate = {place: Fraction(poll.costs[place], votes[place] * use[place]) for place in poll.all if votes[place]}
    runs = []

    def price_of(place):
        """With it how many of its ballots are in each state; None where all that they have is not enough."""
        having = collections.Counter()
        for row in rows[place]:
            having[state[row]] += ballots[row][0]
        left, friends = Fraction(poll.costs[place]), votes[place]
        for some in sorted(having, key=purses.__getitem__):
            if purses[some][1] * friends >= left:
                return left / friends, having
            left, friends = left - purses[some][1] * having[some], friends - having[some]
        return None

    while rate:
        best, equals = None, {}
        for place in sorted(rate, key=rate.__getitem__):
            if best is not None and rate[place] > best:
                break  # money only gets less: no rate is better than it was, or than if all could pay the same
            if not (found := price_of(place)):
                del rate[place]
                continue
            rate[place] = found[0] / use[place]
            if best is None or rate[place] < best:
                best, equals = rate[place], {}
            if rate[place] == best:
                equals[place] = found
        if not equals:
            break
        line, by = line_up(poll, votes, equals)
        price, having = equals[line[0]]
        paid = [(times, purses[some][1]) for some, times in having.items() if purses[some][1]]
        broke = sum(times for times, money in paid if money <= price)
        friends = sum(times for times, _money in paid)
        runs.append((line, by, {"price": number(price), "friends": friends, "broke": broke}))
        after = {}
        for some in having:
            rest = max(Fraction(0), purses[some][1] - price)
            if rest not in known:
                known[rest] = len(purses)
                purses.append((float(rest), rest))
            after[some] = known[rest]
        for row in rows[line[0]]:
            state[row] = after[state[row]]
        del rate[line[0]]
    return runs


def told_runs(poll, votes, result, kind):
    """What was bought, as it is told: (the round, its equals in line, by which link). Money is never overspent."""
    equals = {tie["round"]: [poll.ids.index(each) for each in tie["options"]] for tie in result["ties"]}
    left = {place for place in poll.all if votes[place]}
    money = poll.budget
    for turn, told in enumerate((told for told in result["rounds"] if told["kind"] == kind), 1):
        place = poll.ids.index(told["option"])
        line, by = line_up(poll, votes, equals.get(turn, [place]))
        agree(line[0] == place and set(line) <= left, "bought though another goes first, or twice, or unasked")
        left.remove(place)
        money -= poll.costs[place]
        agree(money >= 0, "more spent than there is")
        yield told, line, by


def told_shares(poll, votes, use, each, result):
    runs, rate, gone = [], 0, 0
    for told, line, by in told_runs(poll, votes, result, "shared"):
        price, friends, broke, place = Fraction(told["price"]), told["friends"], told["broke"], line[0]
        agree(price <= each, "a price above what each ballot has")
        agree(is_count(friends) and is_count(broke) and broke <= friends, "no number of ballots")
        agree(votes[place] - gone <= friends <= votes[place], "paid by more than asked for it, or by too few")
        rest = poll.costs[place] - price * (friends - broke)
        agree(0 <= rest <= price * broke, "prices that do not add up to the cost")
        agree(price / use[place] >= rate, "bought after one that is worse")
        rate, gone = price / use[place], gone + broke
        runs.append((line, by, {"price": number(price), "friends": friends, "broke": broke}))
    return runs


def phragmen(poll, ballots, result):
    """Sequential Phragmén: the cost of what is bought is carried by those who asked for it, all the same load in the end;
    always next is what leaves the smallest load. Over as soon as one of the equally best does not fit."""
    votes, chose, blanks = asked(poll, ballots, result)
    poll.setting("stop", "tied")
    runs = told_loads(poll, votes, result) if ballots is None else carry(poll, votes, ballots)
    winners, ties, rounds, _left = bill(poll, "phragmen", runs)
    return poll.outcome(votes, chose, blanks, winners, ties, rounds)


def carry(poll, votes, ballots):
    rows, money, runs = rows_of(poll, ballots), poll.budget, []
    loads, state = [Fraction(0)], [0] * len(ballots)  # of each ballot when it last got something
    left = [place for place in poll.all if votes[place] and poll.costs[place] <= poll.budget]
    known = {place: Fraction(poll.costs[place], votes[place]) for place in left}
    while known:
        best, equals = None, []
        for place in sorted(known, key=known.__getitem__):
            if best is not None and known[place] > best:
                break  # loads only grow
            having = collections.Counter()
            for row in rows[place]:
                having[state[row]] += ballots[row][0]
            carried = sum(loads[some] * times for some, times in having.items())
            known[place] = (poll.costs[place] + carried) / votes[place]
            if best is None or known[place] < best:
                best, equals = known[place], []
            if known[place] == best:
                equals.append(place)
        if any(poll.costs[place] > money for place in equals):
            break
        line, by = line_up(poll, votes, equals)
        runs.append((line, by, {"load": number(best)}))
        money -= poll.costs[line[0]]
        for row in rows[line[0]]:
            state[row] = len(loads)
        loads.append(best)
        del known[line[0]]
    return runs


def told_loads(poll, votes, result):
    runs, before = [], 0
    for told, line, by in told_runs(poll, votes, result, "phragmen"):
        load, least = Fraction(told["load"]), Fraction(poll.costs[line[0]], votes[line[0]])
        agree(max(before, least) <= load <= before + least, "a load that cannot be")
        runs.append((line, by, {"load": number(load)}))
        before = load
    return runs


#: The rules: how to count by each, the settings in their order, and what it may break ties by before lot, id or number.
RULES = {
    "choose_one": (choose_one, "ties", ""),
    "approval": (approval, "max ties", ""),
    "motion": (motion, "majority quorum", ""),
    "smileys": (smileys, "ties", "happy> sad<"),
    "ranked/schulze": (schulze, "strength ties", "firsts>"),
    "ranked/irv": (runoff, "ties", ""),
    "ranked/stv": (scottish, "law caps ties", "stage"),
    "pb/greedy": (greedy, "by fit least ties", "cost< votes>"),
    "pb/mes": (equal_shares, "util money complete ties", "cost< votes>"),
    "pb/phragmen": (phragmen, "stop ties", "cost< votes>"),
}
#: Without the ballots only how one round of these follows from the other can be seen.
BY_ROUNDS = {"ranked/irv", "ranked/stv", "pb/mes", "pb/phragmen"}
#: The round of these holds all that decides.
IN_ROUNDS = {"smileys", "ranked/schulze"}


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
