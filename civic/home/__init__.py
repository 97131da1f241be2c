"""The front of the house: the noticeboard, a proposal's whole story, and a child's own page."""
