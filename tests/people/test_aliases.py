"""SG-17: aliases come from the system and say nothing about sex, age, school or place."""

import re
import unicodedata
from collections import Counter

import pytest

from civic.core.database import rows
from civic.people import aliases
from civic.people.aliases import PLAIN_NAME, alias, complements, nouns, plain
from tests.conftest import Town

#: Given names of Mexico (and surnames that are also words), insults, party, gang and faith words, age, school, place.
LEXICON = """
maria guadalupe juana margarita rosa carmen lupita sofia camila valeria ximena regina renata valentina luna estrella
aurora perla flor sol mar abril alba celeste dalia gema iris jade azucena jazmin violeta lluvia paloma coral marina
leon cielo nieves brisa ambar esmeralda rubi aura rocio estela alondra magnolia dulce luz alma paz azul rio lucero clara
blanca linda bella serena placida perla lila viola oliva olivia catarina petunia amapola julio junio mayo domingo angel
jesus jose juan luis carlos mateo santiago emiliano diego bruno nicolas silvestre florian florencio modesto justo
salvador felix delfin castor lazaro cruz rey reina reyes flores rosales torres ramos campos rojas vega villa luciano
puto puta joto marica mariquita mariposa perra zorra vaca ballena foca marrano cerdo burro chango mono simio gata rata
vibora sapo buitre lagarta gallina ganso oso oveja naco indio prieto moreno negro bronceado gordo flaco feo enano loco
tonto pajaro pajarito chile huevo concha papaya pepino platano camote chorizo capullo pito pico cola culo nalga teta
polvo cristal hierba piedra nieve chiva perico coca mota crack goma amapola fresa trucha corriente estrellado salado
morena pan pri verde tucan aguila guinda cartel zeta golfo halcon mapache coyote sicario norte sur jalisco michoacan
oaxaca sonora santo santa virgen dios cristo iglesia biblia nino nina bebe joven viejo grande pequeno menor mayor
escuela primaria secundaria matutino vespertino grado salon costeno norteno cerro valle laguna barrio colonia
corona modelo tecate nike puma jaguar oxxo bimbo america chivas cruzazul tigres rayados
""".split()  # noqa: SIM905


def words(text):
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    return re.findall("[a-z]+", bare)


def test_sg_17_ten_thousand_aliases_say_nothing_about_a_child():
    """SG-17: none has a word of the lexicon, all come from the lists, all fit the column, hardly any is met twice."""
    made = [alias(()) for _ in range(10_000)]
    unfit = {said for said in made if set(words(said)) & set(LEXICON)}
    assert unfit == set()
    for said in made:
        noun, complement = said.split(" ", 1)
        assert complement in {forms[nouns()[noun]] for forms in complements()}, said
        assert len(said) <= 80
    assert len(set(made)) > 9_700
    assert Counter(said.split(" ", 1)[0] for said in made).most_common(1)[0][1] < 60, "no noun is favoured"


def test_sg_17_no_word_of_the_lists_is_a_name_or_an_insult():
    """SG-17: the whole of the lists, not only what chance drew."""
    all_words = {
        word for text in [*nouns(), *(form for pair in complements() for form in pair)] for word in words(text)
    }
    assert len(LEXICON) > 200
    assert all_words & set(LEXICON) == set()


def test_there_are_more_aliases_than_a_city_has_children():
    assert len(nouns()) * len(complements()) > 400_000
    assert len(set(complements())) == len(complements())
    assert max(map(len, nouns())) + max(len(form) for pair in complements() for form in pair) < 40


@pytest.mark.parametrize(
    ("noun", "adjective", "said"),
    [
        ("Trueno", "Dorado", "Trueno Dorado"),
        ("Nube", "Tranquilo", "Nube Tranquila"),
        ("Cometa", "Luminoso", "Cometa Luminosa"),
        ("Papalote", "Soñador", "Papalote Soñador"),
        ("Tortuga", "Soñador", "Tortuga Soñadora"),
        ("Campana", "Cantarín", "Campana Cantarina"),
        ("Planeta", "Sedoso", "Planeta Sedoso"),
        ("Poema", "Secreto", "Poema Secreto"),
        ("Volcán", "Alegre", "Volcán Alegre"),
        ("Noche", "Añil", "Noche Añil"),
        ("Colibrí", "de Papel", "Colibrí de Papel"),
        ("Canoa", "de Barro", "Canoa de Barro"),
        ("Flauta", "de la Noche", "Flauta de la Noche"),
    ],
)
def test_complements_agree_with_their_noun(noun, adjective, said, monkeypatch):
    (forms,) = [forms for forms in complements() if forms[0] == adjective]
    picks = iter([noun, forms])
    monkeypatch.setattr(aliases.secrets, "choice", lambda among: next(picks))
    assert alias(()) == said


def test_feminine_adjectives_are_made_as_spanish_makes_them():
    for masculine, feminine in complements():
        if masculine != feminine:
            assert (masculine[-1], feminine[-1]) in {("o", "a"), ("r", "a"), ("n", "a")}, (masculine, feminine)
            assert masculine[:4] == feminine[:4]
        else:
            assert masculine.startswith("de") or not masculine.endswith("o"), f"{masculine} needs a feminine form"


def test_a_noun_is_not_said_twice(monkeypatch):
    picks = iter(
        ["Bordado", ("Bordado", "Bordada"), "Pluma", ("de Plumas", "de Plumas"), "Pluma", ("de Oro", "de Oro")]
    )
    monkeypatch.setattr(aliases.secrets, "choice", lambda among: next(picks))
    assert alias(()) == "Pluma de Oro"


def test_sg_17_two_terms_give_two_aliases_and_none_is_given_twice(monkeypatch):
    monkeypatch.setattr(aliases, "nouns", lambda: {"Canoa": 1, "Farol": 0})
    monkeypatch.setattr(aliases, "complements", lambda: [("Dorado", "Dorada"), ("de Papel", "de Papel")])
    taken = set()
    for _ in range(4):
        taken.add(alias(taken))
    assert taken == {"Canoa Dorada", "Canoa de Papel", "Farol Dorado", "Farol de Papel"}


async def test_an_alias_copied_without_its_accents_is_found(town: Town) -> None:
    """In the database as here, every word of the lists is plain alike."""
    every = [noun.upper() for noun in nouns()] + [form for forms in complements() for form in forms]
    found = await rows(f"SELECT p.name, {PLAIN_NAME} AS plain FROM unnest($1::text[]) AS p(name)", every)
    assert [each for each in found if each["plain"] != plain(each["name"])] == []
    assert plain("  Ñandú   Élfico ") == "nandu elfico"
