"""The dozen things the outside may set, each with a sentence. What a council decides for itself is a record, not a setting."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from civic.core.words import N_

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Settings:
    mode: str = "production"
    """`production`, `demo` or `test`. Only production is for real children; only demo has the door of the cast."""
    database_url: str = ""
    """PostgreSQL DSN of the role that serves, `civic_app`. Empty: the house starts its own server in `var` (never in
    production)."""
    owner_url: str = ""
    """DSN of the role that owns the tables, for `civic migrate`, `backup` and `restore` only. Empty: `database_url`."""
    vault_url: str = ""
    """DSN of the role that alone reads names and contacts, `civic_vault`."""
    origin: str = "http://localhost:8000"
    """The address that readers type, as in https://voz.example.mx: passkeys and printed cards are tied to it."""
    secret: str = ""
    """At least 32 characters, kept outside the database: ties forms to sign-ins."""
    keys: Path = field(default=ROOT / "var" / "keys")
    """Directory of the ballot boxes' keys (mode 0700): never inside the database or its backups."""
    var: Path = field(default=ROOT / "var")
    """Where the embedded database and its log live."""
    host: str = "127.0.0.1"
    """Address to listen on; production stands behind a proxy on the same machine."""
    port: int = 8000
    """Port to listen on."""
    https: bool = True
    """Whether readers come by https: cookies get the `__Host-` prefix and HSTS is sent."""
    proxy: str = "127.0.0.1"
    """Address whose forwarded headers are trusted."""
    workers: int = 1
    """App processes."""
    debug: bool = False
    """Reload templates and assets. Refused in production."""

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def keeps_hours(self) -> bool:
        """Whether children rest at night and are never alone at a tablet. A demonstration is looked at at any hour."""
        return self.mode == "production"

    @property
    def cookie(self) -> str:
        return "__Host-voz" if self.https else "voz"


def read(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> Settings:
    """Settings from CIVIC_* (and DATABASE_URL). Raises ValueError naming the variable that does not fit."""
    values: dict[str, object] = {}
    kinds = {"port": int, "workers": int, "keys": Path, "var": Path}
    for name in Settings.__dataclass_fields__:
        variable = "DATABASE_URL" if name == "database_url" else f"CIVIC_{name.upper()}"
        text = environ.get(variable)
        if text is None:
            continue
        if name in ("https", "debug"):
            if text not in ("0", "1"):
                raise ValueError(f"{variable} is 1 or 0, not {text!r}")
            values[name] = text == "1"
            continue
        try:
            values[name] = kinds.get(name, str)(text)
        except ValueError:
            raise ValueError(f"{variable} must be a number, not {text!r}") from None
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.mode not in ("production", "demo", "test"):
        raise ValueError(f"CIVIC_MODE is production, demo or test, not {settings.mode!r}")
    return settings


def problems(settings: Settings) -> list[str]:
    """What is insecure for production, each with how to mend it (SG-88). Empty: it may start."""
    if settings.mode != "production":
        return []
    found = []
    if len(settings.secret) < 32 or len(set(settings.secret)) < 10:
        found.append(
            N_("CIVIC_SECRET is missing or weak. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'")
        )
    if settings.debug:
        found.append(N_("CIVIC_DEBUG is 1. Remove it: debugging shows what people typed."))
    if not settings.https:
        found.append(N_("CIVIC_HTTPS is 0. Serve by https (deploy/nginx) and remove it: cookies must not travel in clear."))
    if not settings.database_url:
        found.append(N_("DATABASE_URL is empty. Name the city's PostgreSQL server: the embedded one is for the demo."))
    if not settings.vault_url or settings.vault_url == settings.database_url:
        found.append(N_("CIVIC_VAULT_URL is empty or the same as DATABASE_URL. Names have a role of their own: civic_vault."))
    if not settings.origin.startswith("https://"):
        found.append(N_("CIVIC_ORIGIN is not an https address. Say the one that readers type, as in https://voz.example.mx."))
    if settings.keys.resolve().is_relative_to(ROOT):
        found.append(N_("CIVIC_KEYS is inside the program's folder. Give the boxes' keys a directory of their own, mode 0700."))
    if settings.proxy not in ("127.0.0.1", "::1"):
        found.append(N_("CIVIC_PROXY is not on this machine. Trust forwarded headers from 127.0.0.1 only."))
    if settings.host not in ("127.0.0.1", "::1", "localhost"):
        found.append(N_("CIVIC_HOST is open to the network. Listen on 127.0.0.1 behind the proxy."))
    return found


_current = Settings()


def use(settings: Settings) -> None:
    global _current
    _current = settings


def current() -> Settings:
    """What this process was started with."""
    return _current
