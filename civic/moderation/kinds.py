"""The kinds of writing a facilitator reads, with the fields each is made of and where its page is."""

from dataclasses import dataclass

from civic.core.words import N_


@dataclass(frozen=True)
class Kind:
    """`fields` in the order they are read; the first is what a list calls it by. `page` takes the id."""

    label: str
    fields: dict[str, str]
    page: str
    draft: str


KINDS = {
    "proposal": Kind(
        N_("Proposal"),
        {"title": N_("Title"), "problem": N_("What happens"), "help": N_("What would help")},
        "/propuestas/{}",
        "/mis-ideas/{}",
    ),
    "argument": Kind(
        N_("Voice on a proposal"), {"words": N_("What it says")}, "/voces/{}", "/mis-voces/{}"
    ),
}
