"""Devices: the tablets of schools and booths, and the adults who are there with them."""
