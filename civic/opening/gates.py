"""What is put on record before children come in (SG-01): a reference and a day, never the document."""

from dataclasses import dataclass

from civic.core.words import N_


@dataclass(frozen=True)
class Gate:
    """`asks` says what its reference is."""

    name: str
    label: str
    asks: str


RECORDED = {
    each.name: each
    for each in (
        Gate("notice_full", N_("Full privacy notice"), N_("Where it is published, or its folio.")),
        Gate("notice_simple", N_("Simplified privacy notice"), N_("Where it is published, or its folio.")),
        Gate("notice_child", N_("Privacy notice in children's words"), N_("Where it is published, or its folio.")),
        Gate(
            "impact",
            N_("Data protection impact assessment"),
            N_("Folio of the authority, or of the opinion that it does not apply."),
        ),
        Gate("retention", N_("Retention schedule, approved"), N_("The minutes that approved it.")),
        Gate("processor", N_("Contract with who hosts the platform"), N_("Number of the contract.")),
    )
}

#: What the impact assessment may be.
IMPACT = {
    "submitted": N_("It was submitted to the authority"),
    "not_needed": N_("It does not apply, by a signed opinion"),
}

#: Working days between submitting the assessment and opening (SG-02).
WAIT = 30
#: On record before opening, and as long as it is open (hard floor).
ENOUGH = 2
