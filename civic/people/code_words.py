"""The words of printed cards. (Stands in until the list of words lands.)"""

import secrets

LIST = [f"w{i}" for i in range(2048)]


def make() -> tuple[str, ...]:
    return tuple(secrets.choice(LIST) for _ in range(6))


def plain(typed: str) -> str:
    return " ".join(typed.casefold().replace("-", " ").split())
