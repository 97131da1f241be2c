"""How often something happened lately: in the memory of this process alone, so that no row or log tells when."""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta

from civic.core.clock import now


class Pace:
    """Whether one thing happened `most` times within a while. A restart forgets; each process counts its own."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self.lately: dict[Hashable, deque[datetime]] = {}

    def count(self, what: Hashable) -> None:
        self.lately.setdefault(what, deque(maxlen=self.most)).append(now())

    def is_fast(self, what: Hashable) -> bool:
        times = self.lately.get(what, ())
        return len(times) == self.most and now() - times[0] < self.within
