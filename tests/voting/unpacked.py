"""A packed ballot read by itself, slowly and plainly: what `gather` does to many at once is compared with it."""

from civic.voting.ballots import Ballot, Faces, NotABallot, Paper, Ticks


def unpack(paper: Paper, packed: bytes) -> Ballot:
    """The ballot again. Raises NotABallot for whatever `pack` never writes."""
    if len(packed) != paper.width:
        raise NotABallot(str(paper))
    return Ballot(paper, _marks(paper, packed))


def _marks(paper: Paper, packed: bytes) -> tuple[int, ...]:
    match paper:
        case Ticks():
            bits = int.from_bytes(packed, "little")
            return tuple(mark for mark in range(8 * paper.width) if bits >> mark & 1)
        case Faces():
            return tuple(-1 if face == 255 else face for face in packed)
    ranks = sorted((rank, option) for option, rank in enumerate(packed) if rank)
    if [rank for rank, _option in ranks] != list(range(1, len(ranks) + 1)):
        raise NotABallot(str(paper))
    return tuple(option for _rank, option in ranks)
