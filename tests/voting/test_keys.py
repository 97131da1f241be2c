"""The keys of a poll: made once, read by nobody else, gone for good."""

import os
import stat
from threading import Thread

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from civic.voting.ballots import Ticks
from civic.voting.box import keys
from civic.voting.box.seals import open_rows, seal


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


def modes(folder):
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_making_gives_two_files_for_the_owner_only(folder):
    """SG-50: the keys are files of their own, readable by the application alone."""
    public = keys.make(folder, "poll-1")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes(folder) == {"poll-1.pseudonym": 0o600, "poll-1.sealing": 0o600}
    assert bytes(PrivateKey(keys.sealing_secret(folder, "poll-1")).public_key) == public
    assert len(keys.pseudonym_key(folder, "poll-1")) == 32


def test_files_are_closed_to_others_whatever_the_umask(folder):
    before = os.umask(0)
    try:
        keys.make(folder, "poll-1")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert set(modes(folder).values()) == {0o600}


def test_every_poll_has_its_own_keys(folder):
    keys.make(folder, "one")
    keys.make(folder, "two")
    found = {keys.pseudonym_key(folder, "one"), keys.pseudonym_key(folder, "two")}
    assert len(found | {keys.sealing_secret(folder, "one"), keys.sealing_secret(folder, "two")}) == 4


def test_keys_are_never_made_twice(folder):
    keys.make(folder, "poll-1")
    before = keys.pseudonym_key(folder, "poll-1"), keys.sealing_secret(folder, "poll-1")
    with pytest.raises(keys.KeysThere, match=r"poll-1\.pseudonym"):
        keys.make(folder, "poll-1")
    assert (keys.pseudonym_key(folder, "poll-1"), keys.sealing_secret(folder, "poll-1")) == before


def test_a_half_made_pair_is_taken_back(folder):
    keys.make(folder, "poll-1")
    (folder / "poll-1.pseudonym").unlink()
    secret = keys.sealing_secret(folder, "poll-1")
    with pytest.raises(keys.KeysThere, match=r"poll-1\.sealing"):
        keys.make(folder, "poll-1")
    assert set(modes(folder)) == {"poll-1.sealing"}
    assert keys.sealing_secret(folder, "poll-1") == secret


def test_of_two_makers_at_once_one_succeeds(folder):
    made, refused = [], []

    def make():
        try:
            made.append(keys.make(folder, "poll-1"))
        except keys.KeysThere as problem:
            refused.append(problem)

    threads = [Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(refused)) == (1, 7)
    assert bytes(PrivateKey(keys.sealing_secret(folder, "poll-1")).public_key) == made[0]


@pytest.mark.parametrize("load", [keys.pseudonym_key, keys.sealing_secret])
def test_missing_keys_say_where_they_were_looked_for(folder, load):
    with pytest.raises(keys.KeysMissing, match=str(folder)):
        load(folder, "poll-1")
    folder.mkdir(mode=0o700)
    with pytest.raises(keys.KeysMissing, match=r"poll-1\."):
        load(folder, "poll-1")


def test_keys_open_to_others_are_refused_with_the_command_that_mends_it(folder):
    keys.make(folder, "poll-1")
    (folder / "poll-1.pseudonym").chmod(0o640)
    with pytest.raises(keys.KeysTooOpen, match="chmod 600"):
        keys.pseudonym_key(folder, "poll-1")
    (folder / "poll-1.pseudonym").chmod(0o600)
    folder.chmod(0o750)
    for ask in (keys.pseudonym_key, keys.sealing_secret, keys.make):
        with pytest.raises(keys.KeysTooOpen, match="chmod 700"):
            ask(folder, "poll-1")


def test_a_cut_or_linked_file_is_no_key(folder):
    keys.make(folder, "poll-1")
    (folder / "poll-1.pseudonym").write_bytes(b"half")
    with pytest.raises(keys.KeysError, match="32 bytes"):
        keys.pseudonym_key(folder, "poll-1")
    (folder / "poll-1.pseudonym").unlink()
    (folder / "poll-1.pseudonym").symlink_to(folder / "poll-1.sealing")
    with pytest.raises(keys.KeysError):
        keys.pseudonym_key(folder, "poll-1")


@pytest.mark.parametrize("poll", ["", "../poll", "a/b", ".", "a b", "a\n", "-rf"])
def test_a_poll_id_is_no_path(folder, poll):
    with pytest.raises(ValueError):
        keys.make(folder, poll)
    assert not folder.exists()


def test_destroyed_keys_leave_nothing_and_may_be_destroyed_again(folder):
    """SG-50: after the close no backup can be opened or linked."""
    keys.make(folder, "poll-1")
    keys.make(folder, "poll-2")
    keys.destroy(folder, "poll-1")
    assert not keys.exist(folder, "poll-1") and keys.exist(folder, "poll-2")
    with pytest.raises(keys.KeysMissing):
        keys.sealing_secret(folder, "poll-1")
    keys.destroy(folder, "poll-1")
    keys.destroy(folder / "never", "poll-1")


def test_destroying_overwrites_the_bytes_before_it_unlinks(folder, tmp_path):
    keys.make(folder, "poll-1")
    kept = {}
    for name in ("pseudonym", "sealing"):
        kept[name] = (folder / f"poll-1.{name}").read_bytes()
        os.link(folder / f"poll-1.{name}", tmp_path / name)
    keys.destroy(folder, "poll-1")
    for name, before in kept.items():
        after = (tmp_path / name).read_bytes()
        assert len(after) == len(before) and after != before


def test_destroying_finishes_what_a_power_cut_interrupted(folder):
    keys.make(folder, "poll-1")
    (folder / "poll-1.pseudonym").unlink()
    assert keys.exist(folder, "poll-1")
    keys.destroy(folder, "poll-1")
    assert not keys.exist(folder, "poll-1")


def test_a_planted_link_is_removed_and_its_target_left_alone(folder, tmp_path):
    folder.mkdir(mode=0o700)
    (tmp_path / "other").write_bytes(b"precious")
    (folder / "poll-1.sealing").symlink_to(tmp_path / "other")
    keys.destroy(folder, "poll-1")
    assert (tmp_path / "other").read_bytes() == b"precious" and not keys.exist(folder, "poll-1")


def test_from_the_choice_to_the_count_and_never_after(folder):
    """SG-50: the whole way of a ballot with real keys; once they are gone the same rows are noise."""
    public = keys.make(folder, "poll-1")
    paper = Ticks(3, 1)
    rows = [seal(public, paper.pack(paper.read({"choice": [choice]}))) for choice in ("0", "2", "2", "none")]
    opened = open_rows(keys.sealing_secret(folder, "poll-1"), rows, 1)
    assert (sorted(opened[0]), opened[1]) == ([0, 1, 4, 4], 0)
    keys.destroy(folder, "poll-1")
    keys.make(folder, "poll-1")
    assert open_rows(keys.sealing_secret(folder, "poll-1"), rows, 1) == (b"", 4)


def test_of_many_who_sign_first_at_once_all_have_one_key(folder):
    """The council signs all counts with one key, whichever host came first to make it."""
    assert keys.council_key(folder) is None, "nothing was signed yet"
    seeds = []
    together = [Thread(target=lambda: seeds.append(keys.council_seed(folder))) for _ in range(16)]
    for each in together:
        each.start()
    for each in together:
        each.join()
    assert len(seeds) == 16 and len(set(seeds)) == 1
    assert modes(folder) == {keys.COUNCIL: 0o600}
    assert keys.council_key(folder) == SigningKey(seeds[0]).verify_key.encode()


def test_a_council_key_that_others_could_read_signs_nothing(folder):
    keys.council_seed(folder)
    (folder / keys.COUNCIL).chmod(0o644)
    with pytest.raises(keys.KeysTooOpen):
        keys.council_seed(folder)
    assert keys.council_key(folder) is None
