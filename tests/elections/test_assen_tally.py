"""84 real ballots, counted purely and through the sealed box."""

import secrets

import numpy as np
from nacl.public import PrivateKey

from civic.voting.ballots import Ballot, Ticks
from civic.voting.box.seals import open_rows, seal
from civic.voting.results.plain import MORE_THAN_TENTHS, Detail, Share, tell
from civic.voting.tally import approval
from civic.voting.tally.marks import Marks
from tests.elections.assen import assen


def count(election, seats=1, lot=range(14)):
    return approval.count(Marks.of(14, election.ballots), election.most, seats, lot)


def test_the_file_is_the_one_we_think():
    election = assen()
    assert (len(election.projects), len(election.ballots), election.most) == (14, 84, 9)
    assert sum(election.totals) == sum(map(len, election.ballots)) == 285


def test_the_city_s_totals_come_out():
    election = assen()
    result = count(election, 3)
    assert (result.totals, result.ballots, result.blanks) == (election.totals, 84, 0)
    names = [election.projects[winner].name for winner in result.winners]
    assert names == ["PopUp Podium", "Jongerenplatform", "Crossbaan in Peelo"]


def test_two_projects_tie_and_the_lot_says_so():
    election = assen()
    tied = [place for place, project in enumerate(election.projects) if project.votes == 24]
    assert {election.projects[place].id for place in tied} == {"2", "11"}
    for lucky in tied:
        lot = [0 if place == lucky else place + 1 - (place > lucky) for place in range(14)]
        result = count(election, 4, lot)
        assert result.winners[3] == lucky
        assert [(set(tie.options), tie.elected) for tie in result.ties] == [(set(tied), 1)]


def test_through_the_box_in_any_order():
    """SG-50: read, packed, sealed, shuffled, opened, counted: the same totals."""
    election, secret = assen(), PrivateKey.generate()
    paper = Ticks(14, election.most)
    rows = [seal(bytes(secret.public_key), paper.pack(Ballot(paper, tuple(sorted(marks))))) for marks in election.ballots]
    secrets.SystemRandom().shuffle(rows)
    assert {len(row) for row in rows} == {2 + 48}
    packed, unreadable = open_rows(bytes(secret), rows, paper.width)
    marks, more = paper.gather(np.frombuffer(packed, np.uint8).reshape(-1, 2))
    assert (unreadable, more, marks.totals) == (0, 0, election.totals)


def test_a_poll_of_84_is_told_exactly():
    """SG-61: 50 ballots or more, so the published totals are the file's."""
    election = assen()
    result = count(election)
    said = tell(result, seats=1, roll=90)
    assert (said.detail, said.chose, said.none.votes) == (Detail.EXACT, 84, 0)
    assert tuple(answer.votes for answer in said.answers) == election.totals
    assert said.answers[said.winners[0]].share == Share(MORE_THAN_TENTHS, 5)
