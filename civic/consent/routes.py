"""The guardian's page, the child's own answer, the desk of papers, and the pauses for care."""

from civic.consent import assent, desk, family

ROUTES = [*family.DOORS, *assent.DOORS, *desk.DOORS]
