"""The journal: who did which act to what, and when; never what was typed, never a vote."""
