"""What the model of written sentences tells of: families that hurt, tiers of distress, cruelty and approaches."""

FAMILIES = tuple(f"H{number:02d}" for number in range(1, 31))
TIERS = ("1", "2", "3", "D", "M")
CRUEL, APPROACH = "cruel", "approach"
HURT, CARE = "hurt", "care"
LABELS = (*FAMILIES, *TIERS, CRUEL, APPROACH, HURT, CARE)
SOFT = frozenset(("H11", "H12", "H15", "H16", "H17", "H24"))
"""Families that hold nothing by themselves: kind people say them often."""
CARE_TIERS = frozenset("23D")


def together(whole: str) -> frozenset[str]:
    """The labels that are weighed together with "hurt", or with "care" (danger to the writer or to others)."""
    return CARE_TIERS if whole == CARE else frozenset(FAMILIES) - SOFT
