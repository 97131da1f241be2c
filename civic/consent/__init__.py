"""Consent of the guardian and assent of the child: two acts, per purpose, both revocable at once."""
