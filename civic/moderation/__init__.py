"""Moderation: everything a child writes is read by a facilitator before anyone else sees it, and never reworded."""
