"""The tables and the migrations say the same."""

from civic.database import tables
from tests.conftest import Town
from tests.databases import owner_rows


async def test_the_migrations_build_what_the_tables_say(town: Town) -> None:
    found: dict[str, set[str]] = {}
    for each in await owner_rows("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"):
        found.setdefault(each["table_name"], set()).add(each["column_name"])
    for table in tables():
        wanted = {column._meta.db_column_name for column in table._meta.columns}
        assert found.get(table._meta.tablename) == wanted, table._meta.tablename
    constraints = {each["conname"] for each in await owner_rows("SELECT conname FROM pg_constraint")}
    for table in tables():
        for constraint in table._meta.constraints:
            assert constraint._meta.name in constraints, constraint._meta.name
