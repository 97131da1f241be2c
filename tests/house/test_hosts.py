"""No tracked file names a host that packages come from: a town, or its mirror, decides that in its own settings."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Built from parts, or this file would be the first to fail.
DOT = r"\."
HOSTS = [
    DOT.join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "(?:org|com)"),
        ("yarnpkg", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("esm", "sh"),
        ("cdnjs", "cloudflare", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("proxy", "golang", "org"),
        ("fonts", "(?:googleapis|gstatic)", "com"),
    )
]
OPTIONS = [r"--(?:extra-)?index" + r"-url\b", r"\bindex" + r"[-_]url\s*=", "--find" + "-links", '"resol' + r'ved"\s*:']
FORBIDDEN = re.compile("|".join([*(rf"\b{host}\b" for host in HOSTS), *OPTIONS]))


def tracked() -> list[Path]:
    # The checkout may belong to somebody else than the one who tests it.
    git = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if git.returncode != 0:
        pytest.skip(f"not a git checkout: {git.stderr.strip()}")
    return [path for name in git.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_tracked_file_names_a_package_host_or_asks_for_an_index() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "https://files." + "python" + "hosted.org/packages/x.whl",
        "--index" + "-url https://mirror.example/simple",
        "index" + '-url = "https://mirror.example/simple"',
        '"resol' + 'ved": "https://mirror.example/x.tgz"',
    ],
)
def test_the_search_would_find_them(line: str) -> None:
    assert FORBIDDEN.search(line)
