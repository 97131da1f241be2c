"""Doors: handlers with their addresses. A door that changes something names its rule; a test walks them all."""

from collections.abc import Callable
from typing import Any

from litestar import get, post

from civic.core import warm
from civic.core.charter import Rule

#: Where a form may carry a picture; everywhere else a post is small.
WITH_PICTURE = 10_000_000


def look(path: str, **more: Any) -> Callable[..., Any]:
    """A page. Changes nothing."""
    return get(path, include_in_schema=False, **more)


def look_alike(path: str, **more: Any) -> Callable[..., Any]:
    """A page that visitors read alike (`pages.public`): drawn once, and again when something has changed."""
    return look(path, before_request=warm.find, **more)


def change(path: str, rule: Rule, picture: bool = False, **more: Any) -> Callable[..., Any]:
    """A door that changes something: asks `rule` through its act, then answers 303 or the page again with 422."""
    if picture:
        more["request_max_body_size"] = WITH_PICTURE
    return post(path, include_in_schema=False, status_code=200, opt={"rule": rule, "large": picture}, **more)
