"""Finds a Chromium for the browser tests, or gets one.

As a program it prints the browser's path; where none can be had it prints nothing there, says why on stderr and, if
CIVIC_REQUIRE_ALL is set, fails. Tests ask `find()`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOWNLOADS = ROOT / ".venv" / "browsers"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOADED = ("chrome-headless-shell", "headless_shell", "chrome-headless-shell.exe")


def find() -> str | None:
    """The first of CIVIC_BROWSER, the PATH and our own downloads that opens a page."""
    return next((path for path in _candidates() if _opens_a_page(path)), None)


def provide() -> str | None:
    """`find()`, after `apt-get` (root on Debian) and Playwright's own download had their turn. Says what it does."""
    if _driver_runs() and (path := find()):
        return path
    may_install = os.geteuid() == 0 and shutil.which("apt-get")
    if may_install:
        _try("asking apt-get for its list", "apt-get", "update", "-q")
        _try("installing libatomic1, for Playwright's driver", "apt-get", "install", "-q", "-y", "libatomic1")
        for package in ("chromium-headless-shell", "chromium"):
            if path := find():
                break
            _try(f"installing {package} with apt-get", "apt-get", "install", "-q", "-y", package)
    if not _driver_runs():
        _say("Playwright's driver does not run here. On Debian: apt-get install libatomic1")
        return None
    if path := find():
        return path
    playwright = (sys.executable, "-m", "playwright")
    if may_install:
        _try("installing Chromium's libraries", *playwright, "install-deps", "chromium")
    command = (*playwright, "install", "--only-shell", "chromium")
    _try("downloading Chromium with Playwright", *command, PLAYWRIGHT_BROWSERS_PATH=str(DOWNLOADS))
    return find()


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("CIVIC_BROWSER"):
        yield chosen
    yield from filter(None, map(shutil.which, NAMES))
    if DOWNLOADS.is_dir():
        yield from (str(path) for path in DOWNLOADS.rglob("*") if path.name in DOWNLOADED and path.is_file())


def _opens_a_page(browser: str) -> bool:
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"]
    try:
        done = subprocess.run([browser, *flags, "data:text/html,<p>hola"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"hola" in done.stdout


def _driver_runs() -> bool:
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _try(what: str, *command: str, **environment: str) -> None:
    _say(f"{what} …")
    environment |= {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)
    if done.returncode != 0:
        _say("  it did not work: " + " / ".join((done.stderr or done.stdout).strip().splitlines()[-2:]))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if path := provide():
        print(path)
    else:
        _say("No browser could be found or installed. Install Chromium, or set CIVIC_BROWSER to its path.")
        sys.exit(1 if os.environ.get("CIVIC_REQUIRE_ALL") else 0)
