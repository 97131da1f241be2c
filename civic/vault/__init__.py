"""The vault: real names and contacts, apart from everything, and who looked at them."""
