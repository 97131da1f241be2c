"""SG-68: the readability gate measures Spanish as a person would count it."""

import pytest

from civic.core.readability import (
    fernandez_huerta,
    inflesz,
    problems,
    readable,
    sentences,
    syllables,
    words,
)  # fmt: skip

# Divided by hand, as they are said.
BY_HAND = """
sol pan muy rey hoy y guion dio quien bien buey vais ley
vo-to ciu-dad cau-sa pue-blo a-gua quie-ro gue-rra rui-do viu-da ha-cia pa-ís dí-a ra-íz ca-lle cien-cia lim-pio
le-er ma-íz ba-úl rí-e cre-ó yo-yo pla-ya huí-a tam-bién ac-ción lle-gue bus-que ve-hí-cu-lo a-é-re-o hé-ro-e
i-de-a es-cue-la fa-mi-lia se-cre-to po-e-ta o-í-do re-ú-ne to-da-ví-a pin-güi-no cui-da-do pu-bli-có par-que-ci-to
ba-su-ra pro-pues-ta a-cuer-do con-se-jo se-gu-ro a-ho-ra
con-ti-nú-a lin-güís-ti-ca u-ru-gua-yo bi-blio-te-ca co-o-pe-rar mu-ni-ci-pio es-cu-cha-mos
par-ti-ci-pa-ción or-ga-ni-za-dor u-ni-ver-si-dad ne-ce-si-ta-mos res-pon-sa-bi-li-dad
"""


@pytest.mark.parametrize("parts", BY_HAND.split())
def test_syllables_as_counted_by_hand(parts):
    assert syllables(parts.replace("-", "")) == parts.count("-") + 1


def test_there_are_enough_words_counted_by_hand():
    assert len(set(BY_HAND.split())) >= 60


# The sample microcopy of safeguards.md, 5.2: band and text.
MICROCOPY = """
A|Empezar
A|Escuchar
*|Salir de aquí
A|Aquí puedes decir qué piensas de tu ciudad. Tú decides si quieres. Puedes parar cuando quieras. No pasa nada si dices que no.
A|Sí quiero · No quiero · Lo pienso después
C|Vamos a guardar un apodo al azar, tu mes y año de nacimiento y lo que escribas. Tu voto no se guarda con tu apodo. Puedes salirte y pedir que borremos tus datos.
+|Su hija o hijo quiere participar en el Consejo. Usted puede decir sí o no. Aunque usted diga sí, ella o él también decide. Puede cambiar de opinión cuando quiera. Usted no podrá ver cómo vota.
B|Falta el permiso de quien te cuida. Mientras tanto, puedes leer las ideas ya publicadas y pedir ayuda.
A|Tu voto es secreto. Nadie puede ver qué eliges. Ni tu escuela, ni tu familia, ni la ciudad.
A|Busca un lugar donde nadie vea tu pantalla. Si alguien te mira, toca aquí.
A|Elegiste: {parque}. ¿Es lo que quieres? Sí, votar · Cambiar
A|¡Listo! Tu voto ya está en la urna. Ahora toca «Terminar».
A|Ninguna me gusta · Hoy no quiero votar
A|Este código ya se usó. Cada código sirve una vez. Si tú no lo usaste, pide ayuda.
B|Ya tenemos tu idea. Una persona del equipo la va a leer antes de publicarla. Te contestamos aquí antes del {martes 4}.
A|Tu idea está guardada. Todavía no se ve. Trae el nombre o el teléfono de alguien. Quita ese dato y mándala otra vez.
B|No podemos publicar este texto, porque puede lastimar a alguien. Puedes escribirlo de otra forma. Si no estás de acuerdo, pide que lo lea otra persona.
B|Quiero que lo lea otra persona
B|Tu idea no pasó a la votación, porque {ya hay una igual}. Sigue publicada. Puedes mejorarla y mandarla en {mayo}.
B|La ciudad dijo: sí, una parte. Va a hacer esto: {poner luz en el parque}. Fecha: {30 de junio}.
B|La ciudad dijo que no, porque {esa calle es del estado}. Lo que sí puede hacer: {pedirlo por escrito}. Puedes preguntar algo más hasta el {12 de mayo}.
B|La ciudad todavía no contesta. Tenía que contestar el {12 de mayo}. Ya le avisamos y todos lo pueden ver.
A|¿Alguien te hizo daño? ¿Tienes miedo? No es tu culpa. Aquí puedes pedir ayuda. Si hay peligro ahora, llama al {911}.
B|Lo lee el equipo que cuida. No lo lee tu escuela ni tu familia. Si estás en peligro, avisamos a quien te puede proteger. Te decimos a quién.
A|Esas figuras no son. Prueba otra vez o pide ayuda.
A|Vamos a esperar {5} minutos. No hiciste nada malo. También puedes pedir ayuda.
*|Algo falló de nuestro lado. Lo que escribiste está guardado. Intenta otra vez.
*|Tu sesión se cierra en 1 minuto. ¿Quieres más tiempo? Sí, más tiempo · Ya terminé
B|Ahora descansamos. Abrimos a las {7 de la mañana}. La ayuda está abierta siempre.
B|¿Borramos tu idea? Si la borras, ya no se puede recuperar. Borrar · Dejarla
"""  # noqa: E501
SAMPLES = [tuple(line.split("|")) for line in MICROCOPY.strip().splitlines()]


@pytest.mark.parametrize(
    ("band", "count", "mean", "szigriszt", "huerta", "longest"),
    [("A", 175, 4.4, 90, 94, 9), ("B", 191, 6.0, 84, 88, 11), ("C", 33, 11.0, 92, 96, 17),
     ("*", 31, 3.9, 92, 96, 7), ("+", 36, 7.2, 89, 93, 9)],
)  # fmt: skip
def test_the_measured_figures_of_the_sample_microcopy(band, count, mean, szigriszt, huerta, longest):
    """SG-68: safeguards.md 5.2, pooled by band, measured there with another counter."""
    assert len(SAMPLES) == 30
    text = "\n".join(text for its_band, text in SAMPLES if its_band == band)
    lengths = [len(words(sentence)) for sentence in sentences(text)]
    assert len(words(text)) == sum(lengths) == count
    assert round(sum(lengths) / len(lengths), 1) == mean
    assert max(lengths) == longest
    assert inflesz(text) == pytest.approx(szigriszt, abs=3)
    assert fernandez_huerta(text) == pytest.approx(huerta, abs=3)


@pytest.mark.parametrize(("band", "text"), SAMPLES)
def test_the_sample_microcopy_passes_its_own_gate(band, text):
    assert readable(text, {"*": "a", "+": "adult"}.get(band, band.lower()))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Abrimos a las 7:30 a.m. Te esperamos.", ["Abrimos a las 7:30 am.", "Te esperamos."]),
        ("Es a las 5 p. m. en el parque.", ["Es a las 5 pm en el parque."]),
        ("Cuesta $1,234.50 en total. Sí.", ["Cuesta $1,234.50 en total.", "Sí."]),
        ("¿Sí? ¡Claro! «Va.» Y ya", ["¿Sí?", "¡Claro!", "«Va.", "Y ya"]),
        ("Dinos:\nqué\n\ndónde", ["Dinos:", "qué", "dónde"]),
        ("… 🎉 ·", []),
    ],
)
def test_where_a_sentence_ends(text, parts):
    assert sentences(text) == parts


def says(text, band, must=True):
    return [problem.say() for problem in problems(text, band) if problem.must is must]


def test_a_long_sentence_is_shown_with_its_length():
    """SG-64, SG-68: the officer is told which sentence, and what to do."""
    good = "Ya leímos tu idea."
    long = " ".join(["agua"] * 17) + "."
    [problem] = problems(f"{good} {long}", "b")
    assert problem.values == {"count": 17, "sentence": long, "most": 16}
    assert long in problem.say()
    assert readable(" ".join(["agua"] * 16), "b")
    assert not readable(" ".join(["agua"] * 11), "a")


def test_many_middling_sentences_are_too_much():
    sentence = " ".join(["agua"] * 13) + ". "
    assert readable(sentence, "b")
    assert [p.values for p in problems(sentence * 2, "b")] == [{"most": 12}]


def test_a_block_of_hard_words_fails_although_its_sentences_are_short():
    block = "La administración municipal determinará la implementación presupuestaria. " * 15
    assert inflesz(block) < 66
    assert any("points" in said or "puntos" in said for said in says(block, "c"))
    assert not any("points" in said or "puntos" in said for said in says(block[:60], "c"))


@pytest.mark.parametrize(
    "text",
    [
        "Te contestamos pronto.", "Dato inválido.", "Está PROHIBIDO.", "Lo hiciste mal.", "¡Eres increíble!",
        "Es tu última oportunidad.", "Apaga el ordenador.", "Hola, niñas/niños.", "Hola a tod@s.", "Votó el 70 %.",
    ],
)  # fmt: skip
def test_words_a_child_should_not_meet(text):
    assert not readable(text, "b")


@pytest.mark.parametrize("text", ["La maldad existe.", "Normal y animal.", "Fue el 4/11.", "Escribe %(name)s ya."])
def test_innocent_words_pass(text):
    assert problems(text, "b") == []


def test_hard_words_are_a_hint_only():
    [problem] = problems("Gracias por tu participación. La participación cuenta.", "b")
    assert problem.values == {"words": "participación"} and not problem.must
    assert readable("Gracias por tu participación.", "b")


def test_nothing_to_read_is_readable_and_cannot_be_measured():
    assert problems("", "b") == problems("🎉", "b") == []
    with pytest.raises(ValueError):
        inflesz("")
