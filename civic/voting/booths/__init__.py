"""Voting at a place with a card: sheets of cards, the booth, its desk and its sums."""
