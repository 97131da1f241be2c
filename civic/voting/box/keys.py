"""The two keys of a poll, each a file of its own in a directory of their own, never in the database or its backups.
Beside them the council's own, which signs counts and stays.

`<poll>.pseudonym` makes pseudonyms and is read at each cast; `<poll>.sealing` opens the box and is read once, at the
count. Where custodians hold the second there is no such file: `<poll>.custody` keeps the words of their cards while they
are printed, and is destroyed once two cards have proven to open the box. The directory is shared between the hosts of the
application and by nobody else. Whoever lacks the files can neither link nor read a ballot, so destroying them turns every
old backup into noise (SG-50).
"""

import os
import re
import secrets
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from nacl.public import PrivateKey
from nacl.signing import SigningKey

LENGTH = 32
PSEUDONYM, SEALING, CUSTODY = "pseudonym", "sealing", "custody"
#: The file of the council's key: no poll has such a name.
COUNCIL = "council_signing"


class KeysError(Exception):
    """Something is wrong with the key files; the message says where and what to do."""


class KeysMissing(KeysError):
    pass


class KeysTooOpen(KeysError):
    pass


class KeysThere(KeysError):
    pass


def make(directory: Path, poll: str) -> bytes:
    """Make both keys, on disk before this returns, and answer the public sealing key (32 bytes).

    Raises KeysThere when the poll has keys, and leaves those alone. Makes the directory too.
    """
    secret = PrivateKey.generate()
    _write(directory, poll, {PSEUDONYM: secrets.token_bytes(LENGTH), SEALING: bytes(secret)})
    return bytes(secret.public_key)


def make_pseudonym_key(directory: Path, poll: str) -> None:
    """Of a poll whose box custodians open. Raises KeysThere."""
    _write(directory, poll, {PSEUDONYM: secrets.token_bytes(LENGTH)})


def keep_cards(directory: Path, poll: str, cards: Sequence[str]) -> None:
    """The words of the custodians' cards, until they are proven. Raises KeysThere."""
    _write(directory, poll, {CUSTODY: "\n".join(cards).encode()})


def cards(directory: Path, poll: str) -> list[str]:
    """Raises KeysMissing or KeysTooOpen."""
    return _read(directory, _paths(directory, poll)[CUSTODY], 4096).decode().split("\n")


def keeps_cards(directory: Path, poll: str) -> bool:
    return os.path.lexists(_paths(directory, poll)[CUSTODY])


def pseudonym_key(directory: Path, poll: str) -> bytes:
    """32 bytes. Raises KeysMissing or KeysTooOpen."""
    return _load(directory, _paths(directory, poll)[PSEUDONYM])


def sealing_secret(directory: Path, poll: str) -> bytes:
    """32 bytes. Raises KeysMissing or KeysTooOpen."""
    return _load(directory, _paths(directory, poll)[SEALING])


def exist(directory: Path, poll: str) -> bool:
    """Whether anything is left of the poll's keys."""
    return any(os.path.lexists(path) for path in _paths(directory, poll).values())


def destroy(directory: Path, poll: str) -> None:
    """Overwrite and remove all keys; may be repeated, also after a power cut half-way.

    A disk that writes elsewhere than told (flash, snapshots) may keep the old bytes: the deployment guide asks for a
    key directory in encrypted or volatile storage and outside every backup.
    """
    for path in _paths(directory, poll).values():
        _destroy(path)
    if directory.exists():
        _sync_directory(directory)


def forget_cards(directory: Path, poll: str) -> None:
    """Overwrite and remove the words of the custodians' cards, as `destroy` does."""
    _destroy(_paths(directory, poll)[CUSTODY])
    if directory.exists():
        _sync_directory(directory)


def council_seed(directory: Path) -> bytes:
    """The secret half (Ed25519, 32 bytes) of the key that signs counts, made when it is wanted for the first time.

    Raises KeysError. It is put under its name when it is whole: of two that make one, the first one's stays.
    """
    path = directory / COUNCIL
    if not os.path.lexists(path):
        _prepare(directory)
        draft = directory / f"{COUNCIL}.{secrets.token_hex(8)}"
        try:
            with _create(draft) as file:
                file.write(secrets.token_bytes(LENGTH))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        _sync_directory(directory)
    return _load(directory, path)


def council_key(directory: Path) -> bytes | None:
    """The public half, 32 bytes; None while nothing was signed yet, or nobody can read it."""
    try:
        return SigningKey(_load(directory, directory / COUNCIL)).verify_key.encode()
    except KeysError:
        return None


def _prepare(directory: Path) -> None:
    if not directory.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_directory(directory.parent)
    _check_directory(directory)


def _destroy(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
        return
    try:
        with path.open("r+b", buffering=0) as file:
            file.write(secrets.token_bytes(max(LENGTH, path.stat().st_size)))
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return


def _paths(directory: Path, poll: str) -> dict[str, Path]:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", poll):
        raise ValueError("the id of a poll is letters, digits and hyphens")
    return {kind: directory / f"{poll}.{kind}" for kind in (PSEUDONYM, SEALING, CUSTODY)}


def _write(directory: Path, poll: str, files: Mapping[str, bytes]) -> None:
    """On disk before this returns: all of them, or none."""
    paths = _paths(directory, poll)
    _prepare(directory)
    made = []
    try:
        for kind, key in files.items():
            with _create(paths[kind]) as file:
                made.append(paths[kind])
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
        _sync_directory(directory)
    except BaseException:
        for path in made:
            path.unlink()
        raise


def _create(path: Path):
    try:
        return open(path, "xb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW, 0o600))
    except FileExistsError:
        raise KeysThere(f"{path} is there already: a poll's keys are made once") from None


def _load(directory: Path, path: Path) -> bytes:
    key = _read(directory, path, LENGTH + 1)
    if len(key) != LENGTH:
        raise KeysError(f"{path} is not a key: {LENGTH} bytes wanted")
    return key


def _read(directory: Path, path: Path, most: int) -> bytes:
    _check_directory(directory)
    try:
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except FileNotFoundError:
        raise KeysMissing(f"{path} is not there: is CIVIC_KEYS the directory where the poll was opened?") from None
    except OSError as problem:
        raise KeysError(f"{path} cannot be read: {problem.strerror}") from problem
    with file:
        _check_mode(path, os.fstat(file.fileno()).st_mode, "600")
        return file.read(most)


def _check_directory(directory: Path) -> None:
    try:
        mode = directory.stat().st_mode
    except OSError:
        mode = 0
    if not stat.S_ISDIR(mode):
        raise KeysMissing(f"{directory} is not there: it is the directory of the polls' keys")
    _check_mode(directory, mode, "700")


def _check_mode(path: Path, mode: int, wanted: str) -> None:
    if mode & 0o077:
        raise KeysTooOpen(f"{path} is open to others: chmod {wanted} {path}")


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
