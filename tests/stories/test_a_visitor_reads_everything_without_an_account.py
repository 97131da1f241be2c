"""A visitor follows the links of the front page, and everything that is public can be read. Nothing else can."""



from civic.demo.cast import CAST
from tests.browsing import Browser
from tests.conftest import Town

DESKS = ("/mesa", "/mi-pagina", "/mis-", "/familia", "/avisos")


async def test_a_visitor_reads_everything_without_an_account(year: Town) -> None:
    """Every link a visitor meets opens, is a whole page, and tells nobody's nickname (SG-17)."""
    visitor = Browser(year.app)
    read, waits = {}, ["/"]
    while waits:
        url = waits.pop().partition("#")[0]
        if url in read or url.startswith(("tel:", "http", "/static/", "/idioma/")):
            continue
        answer = await visitor.client.get(url)
        if answer.status_code == 303:
            waits.append(answer.headers["location"])
            continue
        read[url] = answer
        if answer.headers["content-type"].startswith("text/html"):
            waits += (await visitor.get(url)).links
    assert {each.status_code for each in read.values()} == {200}
    assert len(read) > 60
    assert not [url for url in read if url.startswith(DESKS)], "a visitor was led to a desk"
    for beginning in ("/convocatorias/", "/propuestas/", "/votaciones/", "/compromisos/", "/reglamento", "/ayuda"):
        assert [url for url in read if url.startswith(beginning)], beginning
    aliases = [member.name for member in CAST.values() if member.sequence]
    told = [(url, alias) for url, answer in read.items() for alias in aliases if alias in answer.text]
    assert told == []
    await visitor.client.aclose()
