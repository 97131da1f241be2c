"""Addresses that came from outside: only a way inside this house is followed."""

#: Where a tablet of the council waits for the next child.
START = "/tableta"
#: And where it is a booth without network.
OUT = "/casilla/sin-red"


def own_path(path: str, otherwise: str = "/") -> str:
    """`path` if it stays here. Browsers read a backslash as a slash, and skip tabs and line ends (an open redirect)."""
    stays = path.startswith("/") and path.isprintable() and not path.startswith(("//", "/\\")) and "\\" not in path
    return path if stays else otherwise
