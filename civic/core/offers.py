"""What a page offers to do: the rule, asked beforehand, so that the button and the act can never disagree."""

from dataclasses import dataclass, replace
from typing import Any

from civic.core.actor import Actor
from civic.core.charter import NOT_YOUR_ROLE, Rule
from civic.core.words import _


@dataclass(frozen=True)
class Offer:
    """`refusal` is None or the name of what is missing, `sentence` says it; `hidden` when it is for other people."""

    action: str
    refusal: str | None
    sentence: str

    @property
    def hidden(self) -> bool:
        return self.refusal == NOT_YOUR_ROLE.name


def offer(rule: Rule, actor: Actor, case: Any, action: str) -> Offer:
    """A second key that is no longer fresh is asked for when the button is pressed: it is there meanwhile."""
    refusal = rule.refusal(replace(actor, proven=True), case)
    return Offer(action, refusal.name if refusal else None, _(refusal.sentence) if refusal else "")


@dataclass(frozen=True)
class Item:
    """A line of a checklist, said."""

    sentence: str
    done: bool


def checklist(rule: Rule, actor: Actor, case: Any) -> list[Item]:
    return [Item(_(each.sentence), each.done) for each in rule.pending(actor, case)]
