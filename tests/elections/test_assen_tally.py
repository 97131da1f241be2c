"""84 real ballots, counted purely and through the sealed box."""

import secrets

from nacl.public import PrivateKey

from civic.voting.ballots import Approval, pack, read_ballot
from civic.voting.box import open_all, seal
from civic.voting.plain import MORE_THAN_TENTHS, Detail, Share, tell
from civic.voting.tally import approval
from tests.elections.assen import assen


def test_the_file_is_the_one_we_think():
    election = assen()
    assert (len(election.projects), len(election.ballots), election.most) == (14, 84, 9)
    assert sum(election.totals) == sum(map(len, election.ballots)) == 285


def test_the_city_s_totals_come_out():
    election = assen()
    result = approval.count(election.ballots, 14, most=election.most, seats=3, lot=range(14))
    assert (result.totals, result.ballots, result.blanks) == (election.totals, 84, 0)
    names = [election.projects[winner].name for winner in result.winners]
    assert names == ["PopUp Podium", "Jongerenplatform", "Crossbaan in Peelo"]


def test_two_projects_tie_and_the_lot_says_so():
    election = assen()
    tied = [place for place, project in enumerate(election.projects) if project.votes == 24]
    assert {election.projects[place].id for place in tied} == {"2", "11"}
    for lucky in tied:
        lot = [0 if place == lucky else place + 1 - (place > lucky) for place in range(14)]
        result = approval.count(election.ballots, 14, most=election.most, seats=4, lot=lot)
        assert result.winners[3] == lucky
        assert [(set(tie.options), tie.elected) for tie in result.ties] == [(set(tied), 1)]


def test_through_the_box_in_any_order():
    """SG-50: read, packed, sealed, shuffled, opened, counted: the same totals."""
    election, secret = assen(), PrivateKey.generate()
    method = Approval(election.most)
    chosen = [[str(place) for place in ballot] for ballot in election.ballots]
    rows = [seal(bytes(secret.public_key), pack(read_ballot(method, 14, marks))) for marks in chosen]
    secrets.SystemRandom().shuffle(rows)
    assert {len(row) for row in rows} == {2 + 48}
    opened = open_all(bytes(secret), rows, method, 14)
    result = approval.count((ballot.chosen for ballot in opened.ballots), 14, most=method.most, lot=range(14))
    assert (opened.unreadable, result.totals) == (0, election.totals)


def test_a_poll_of_84_is_told_exactly():
    """SG-61: 50 ballots or more, so the published totals are the file's."""
    election = assen()
    result = approval.count(election.ballots, 14, most=election.most, lot=range(14))
    said = tell(result, seats=1, roll=90)
    assert (said.detail, said.chose, said.none.votes) == (Detail.EXACT, 84, 0)
    assert tuple(answer.votes for answer in said.answers) == election.totals
    assert said.answers[said.winners[0]].share == Share(MORE_THAN_TENTHS, 5)
