"""Staff: how adults of the team are named, vetted, confirmed each quarter, and end."""
