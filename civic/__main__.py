"""The command line: `python -m civic COMMAND`. Each command imports what it needs, so that asking for help is quick."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from civic import settings as house


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="civic", description="Voz y Voto, the house of a Children's Participation Council"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says)

    command("serve", "serve the city with the settings of the environment")
    demo = command("demo", "start the imaginary town of Valle del Río")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--fresh", action="store_true", help="forget what was done and tell the year anew")
    command("migrate", "bring the database to this version")
    command("due", "do what the clock owes, once")
    command("doctor", "check the configuration and say what to mend")
    words = command("words", "bring the catalogues in step with the code")
    words.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    invite = command("invite-secretary", "invite one of the first two secretaries: prints a one-time link")
    invite.add_argument("name", nargs="+", help="name and surnames")
    command("reglamento", "write docs/reglamento.md from the charters")
    command("inventory", "write docs/data-inventory.md: what is kept, for what and how long")
    backup = command("backup", "write a copy of the database (never of the boxes' keys)")
    backup.add_argument("target", type=Path)
    restore = command("restore", "put a copy into an empty database")
    restore.add_argument("source", type=Path)
    tally = command("tally", "count an election that lies in a file: .pb .blt .soi .toi .cat .csv .bundle")
    tally.add_argument("file", type=Path, metavar="FILE")
    tally.add_argument("--rule", required=True, help="a rule's published string, or a name such as mes_cost_add1")
    tally.add_argument("--seats", type=int, metavar="N", help="if not those of the file, or one")
    tally.add_argument("--step", metavar="N", help="the increment of add1, in currency units")
    tally.add_argument("--ties", choices=("id", "cost-votes-id", "lot"), help="instead of the rule's own; id: as text")
    tally.add_argument("--lot-seed", metavar="S", help="for ties by lot, where no bundle says it; the poll is the file's name")
    shape = tally.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="winners, ties and rounds")
    shape.add_argument("--explain", action="store_true", help="the story, round by round")

    verify = command("verify", "check a poll's signed bundle, and count it again without the engine")
    verify.add_argument("bundle", metavar="BUNDLE")
    verify.add_argument("--key", metavar="HEX", help="the public key that should have signed")

    given = parser.parse_args(argv)
    try:
        settings = house.read()
        code = COMMANDS[given.command](settings, given) or 0
        sys.stdout.flush()
        return code
    except (ValueError, LookupError, RuntimeError) as problem:
        print(f"civic {given.command}: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read has seen enough, such as `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _serve(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.serve import serve

    return serve(settings)


def _demo(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.demo.run import run

    return run(settings, given.port, given.fresh)


def _migrate(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.database import DB, migrate
    from civic.vault.store import STORE, prepare

    async def both() -> None:
        await migrate()
        if settings.vault_url:
            STORE.locate(settings.vault_url)
            await prepare()

    DB.locate(settings.owner_url or settings.database_url)
    asyncio.run(both())
    return 0


def _due(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.core.database import DB
    from civic.due import once
    from civic.vault.store import STORE

    house.use(settings)
    DB.locate(settings.database_url)
    STORE.locate(settings.vault_url)
    asyncio.run(once())
    return 0


def _doctor(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic import doctor

    return doctor.run(settings)


def _words(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.core.catalogues import update_catalogues

    missing = update_catalogues(check=given.check)
    print("\n".join(missing) or "every sentence is there")
    return 1 if missing else 0


def _invite_secretary(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.core.charter import Refused
    from civic.core.database import DB
    from civic.staff.acts import invite_secretary

    if not settings.database_url:
        raise ValueError("name the database that serves in DATABASE_URL")
    house.use(settings)
    DB.locate(settings.database_url)
    try:
        token = asyncio.run(invite_secretary(" ".join(given.name)))
    except Refused as problem:
        raise ValueError(problem.refusal.sentence) from None
    print(f"Hand this over in person. It serves once, for 14 days:\n{settings.origin}/equipo/aceptar/{token}")
    return 0


def _reglamento(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.reglamento import write

    print(write())
    return 0


def _inventory(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.inventory import write

    print(write())
    return 0


def _backup(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic import backup

    return backup.backup(settings, given.target) or 0


def _restore(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic import backup

    return backup.restore(settings, given.source) or 0


def _tally(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.voting.tally import command

    return command.run(given)


def _verify(settings: house.Settings, given: argparse.Namespace) -> int:
    from civic.voting.proof import verify

    return verify.main([given.bundle, *(["--key", given.key] if given.key else [])])


COMMANDS = {
    "serve": _serve,
    "demo": _demo,
    "migrate": _migrate,
    "due": _due,
    "doctor": _doctor,
    "words": _words,
    "invite-secretary": _invite_secretary,
    "reglamento": _reglamento,
    "inventory": _inventory,
    "backup": _backup,
    "restore": _restore,
    "tally": _tally,
    "verify": _verify,
}

if __name__ == "__main__":
    sys.exit(main())
