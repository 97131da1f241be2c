"""`civic doctor`: a fit town has nothing to mend, and each thing amiss is named."""

import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from civic import doctor
from civic.core.actor import FACILITATOR, SAFEGUARDING
from civic.core.clock import now
from civic.core.cluster import VAULT
from civic.core.database import DB, row
from civic.core.words import Voice, speaking
from civic.demo.cast import CAST, PASSWORD
from civic.journal.acts import link_entries
from civic.people.acts import add_person, give_password
from civic.settings import Settings
from civic.voting.box import keys as key_files
from civic.voting.bundles import keep_bundles
from civic.voting.manifest import Manifest
from civic.voting.proof import bundle
from civic.voting.proof.compose import Kind
from tests.conftest import Town
from tests.databases import as_role, owner_rows
from tests.deploy.running import SECRET, civic, environment, production
from tests.voting.proof.polls import body as small_body
from tests.voting.proof.polls import cast
from tests.voting.proof.polls import poll as small_poll

COPY = "civic-20261122T091500Z.dump"
AWAY = "UPDATE person SET active = false WHERE role = '{}' AND name LIKE '%1'"
Break = Callable[[Settings, Path], Awaitable[Settings | None]]


@pytest.fixture
async def fit(town: Town, tmp_path: Path) -> tuple[Settings, Path]:
    """Settings and copies with nothing to mend: the cast's rows are made a town's own."""
    for role in (FACILITATOR, SAFEGUARDING):
        for number in (1, 2):
            key = await add_person(role, f"Adulta {number}", valid_until=now() + timedelta(days=90))
            await give_password(key, f"{role.name}{number}", f"una frase de {role.name} {number}")
    cast = [member.id for member in CAST.values()]
    await row("DELETE FROM password WHERE person = ANY($1)", cast)
    await row("UPDATE person SET active = false WHERE id = ANY($1)", cast)
    await link_entries(everything=True)
    keys, copies = tmp_path / "llaves", tmp_path / "copias"
    for place in (keys, copies):
        place.mkdir(mode=0o700)
    (copies / COPY).touch(mode=0o600)
    vault, origin = as_role(DB.config["dsn"], VAULT), "https://voz.test"
    return Settings(secret=SECRET, keys=keys, database_url=DB.config["dsn"], vault_url=vault, origin=origin), copies


async def amiss(settings: Settings, copies: Path) -> list[str]:
    return [each.says for each in await doctor.examine(settings, copies) if each.kind == doctor.MEND]


async def poll(state: str) -> str:
    key = uuid4()
    await row(
        "INSERT INTO poll (id, call, state, question, rule, seats, closes_at, manifest, rules_hash, lot_seed) "
        "SELECT $1, id, $2, '¿Qué?', 'choose_one', 1, now(), '', '', '' FROM call LIMIT 1",
        key,
        state,
    )
    return str(key)


async def open_keys(s: Settings, copies: Path) -> None:
    os.chmod(s.keys, 0o755)


async def open_key_file(s: Settings, copies: Path) -> None:
    key_files.make(s.keys, await poll("open"))
    os.chmod(min(s.keys.iterdir()), 0o644)


async def foreign_keys(s: Settings, copies: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("NOT RUN: only root can give a directory away")
    os.chown(s.keys, 65534, 65534)


async def keys_of_a_closed_poll(s: Settings, copies: Path) -> None:
    key_files.make(s.keys, await poll("counted"))


async def key_that_custodians_hold(s: Settings, copies: Path) -> None:
    key_files.make(s.keys, key := await poll("open"))
    await row("UPDATE poll SET custody = true WHERE id = $1", key)


async def cards_of_an_open_poll(s: Settings, copies: Path) -> None:
    key_files.make(s.keys, key := await poll("open"))
    key_files.keep_cards(s.keys, key, ["acid academic"])


async def rules_that_were_changed(s: Settings, copies: Path) -> None:
    await row("UPDATE poll SET manifest = '{}' WHERE id = $1", await poll("annulled"))


async def keys_of_no_poll(s: Settings, copies: Path) -> None:
    key_files.make(s.keys, str(uuid4()))


async def open_poll_without_keys(s: Settings, copies: Path) -> None:
    await poll("open")


async def ballots_of_a_closed_poll(s: Settings, copies: Path) -> None:
    await owner_rows("INSERT INTO ballot (id, poll, sealed) VALUES ('\\x00', $1, '\\x00')", await poll("annulled"))


async def proven(s: Settings, kept: bool = True, rules: Manifest = small_poll(), seed: bytes = b"") -> None:
    """A published vote and its bundle: of these rules, signed with this key, else with the council's."""
    here, council = small_poll(), key_files.council_seed(s.keys)
    await row(
        "UPDATE poll SET manifest = $2, rules_hash = $3 WHERE id = $1",
        key := await poll("published"),
        here.canonical().decode(),
        here.rules_hash,
    )
    body = small_body(Kind.PUBLIC, rules, cast(rules, *[{n % 2} for n in range(60)]))
    if kept:
        await keep_bundles(UUID(key), {Kind.PUBLIC: bundle.write(body, seed or council)})


async def bundle_that_is_gone(s: Settings, copies: Path) -> None:
    await proven(s, kept=False)


async def bundle_of_another_key(s: Settings, copies: Path) -> None:
    await proven(s, seed=bytes(32))


async def bundle_of_other_rules(s: Settings, copies: Path) -> None:
    await proven(s, rules=small_poll(seed="1 1 1"))


async def bundle_with_another_byte(s: Settings, copies: Path) -> None:
    await proven(s)
    await row("UPDATE bundle SET body = set_byte(body, 40, 0)")


async def open_copies(s: Settings, copies: Path) -> None:
    os.chmod(copies / COPY, 0o644)


async def demo_passphrase(s: Settings, copies: Path) -> None:
    await give_password(await add_person(FACILITATOR, "Olvidada"), "olvidada", PASSWORD)


def sql(statement: str) -> Break:
    async def run(s: Settings, copies: Path) -> None:
        await row(statement)

    return run


def changed(**change: object) -> Break:
    async def run(s: Settings, copies: Path) -> Settings:
        return replace(s, **change)

    return run


async def keys_among_copies(s: Settings, copies: Path) -> Settings:
    inside = copies / "llaves"
    inside.mkdir(mode=0o700)
    return replace(s, keys=inside)


async def test_a_fit_town_has_nothing_to_mend(fit: tuple[Settings, Path]) -> None:
    """Except that the cast's own rows are there, which the next test looks for."""
    left = await amiss(*fit)
    assert len(left) == 1 and "demo" in left[0], left


async def test_a_published_vote_with_its_bundle_is_well(fit: tuple[Settings, Path]) -> None:
    await proven(fit[0])
    assert len(await amiss(*fit)) == 1


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (changed(mode="demo"), "CIVIC_MODE is demo"),
        (changed(secret="short"), "CIVIC_SECRET"),
        (changed(proxy="*"), "CIVIC_PROXY is not on this machine"),
        (changed(keys=Path("/nowhere/at/all")), "/nowhere/at/all"),
        (changed(database_url="postgresql:///civic?host=/nowhere"), "does not answer"),
        (keys_among_copies, "among the backups"),
        (open_keys, "chmod 700"),
        (open_key_file, "chmod 600"),
        (foreign_keys, "belongs to somebody else"),
        (keys_of_a_closed_poll, "is over and its keys"),
        (keys_of_no_poll, "does not know"),
        (key_that_custodians_hold, "with custodians, and here too"),
        (cards_of_an_open_poll, "custodians' cards"),
        (rules_that_were_changed, "their seal is another"),
        (open_poll_without_keys, "cannot be counted"),
        (ballots_of_a_closed_poll, "sealed ballots of polls that are over"),
        (bundle_that_is_gone, "has no bundle"),
        (bundle_of_another_key, "not the council’s"),
        (bundle_of_other_rules, "other rules than those"),
        (bundle_with_another_byte, "does not agree"),
        (open_copies, "Others can read the copies"),
        (demo_passphrase, "olvidada"),
        (sql("DELETE FROM contact"), "no help contacts"),
        (sql("DELETE FROM town"), "not founded"),
        (sql(AWAY.format("facilitator")), "Facilitators who can"),
        (
            sql(AWAY.format("safeguarding")),
            "Safeguarding officers",
        ),
        (sql("DELETE FROM migration"), "civic migrate"),
    ],
)
async def test_sg_88_what_is_amiss_is_named(fit: tuple[Settings, Path], what: Break, said: str) -> None:
    """SG-88, and SG-50, SG-80, SG-81 as far as a machine can look."""
    speaking.set(Voice("en", "adult"))
    settings, copies = fit
    before = await amiss(settings, copies)
    settings = await what(settings, copies) or settings
    new = [each for each in await amiss(settings, copies) if each not in before]
    assert len(new) == 1 and said in new[0], new


async def test_an_old_copy_is_a_note_and_no_reason_to_stop(fit: tuple[Settings, Path]) -> None:
    copies = fit[1]
    copy = copies / COPY

    async def of_copies() -> list[str]:
        return [each.kind for each in doctor.age_of_copies(copies)]

    assert await of_copies() == [doctor.OK]
    os.utime(copy, (time.time() - 2 * 86400,) * 2)
    assert await of_copies() == [doctor.NOTE]
    copy.unlink()
    assert await of_copies() == [doctor.NOTE]


async def test_the_command_says_it_line_by_line_and_exits_1_while_something_is_amiss(
    fit: tuple[Settings, Path],
) -> None:
    settings = fit[0]
    done = civic("doctor", env=production(settings.database_url, settings.keys, LANG="en_US.UTF-8"))
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    kinds = {line.split()[0] for line in done.stdout.split("\n\n")[0].splitlines()}
    assert kinds <= {"ok", "mend", "note"} and "mend" in kinds
    assert SECRET not in done.stdout


def test_the_command_works_without_any_setting() -> None:
    done = civic("doctor", env=environment(LANG="en_US.UTF-8"))
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "CIVIC_SECRET" in done.stdout and "DATABASE_URL" in done.stdout
