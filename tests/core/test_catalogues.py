"""Keeping the catalogues: nothing written by a translator is lost, everything the code says is asked for."""

import pytest

from civic.core.catalogues import entries, room_of, sentences, update_catalogues


@pytest.fixture
def root(tmp_path):
    def write(path, text):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    write("civic/core/acts.py", 'WHY = N_("Not now")\n')
    write("civic/voting/acts.py", '_("Hi %(name)s", name=1); _("Not now"); _(f"no {1}"); _(WHY)\n')
    write("templates/voting/show_poll.html", '{% trans %}50% left{% endtrans %}{{ ngettext("%(n)s", "%(n)s s", 2) }}')
    write("templates/layouts/page.html", "{{ _('Help') }}")
    write("civic/locale/en/core.po", "")
    write("civic/locale/es_MX/core.po", 'msgid "Hi %(name)s"\nmsgstr "Hola, %(name)s"\n')
    write("civic/locale/es_MX/old.po", 'msgid "Gone"\nmsgstr "Ido"\n\n#, fuzzy\nmsgid "Help"\nmsgstr "Ayúdame"\n')
    write("civic/locale/es_MX/voting.po", '# Un saludo\nmsgctxt "a"\nmsgid "Hi %(name)s"\nmsgstr "¡Hola!"\n')
    return tmp_path


def test_every_sentence_has_one_home_the_first_room_of_the_street(root):
    assert {s.msgid: (s.many, s.room) for s in sentences(root).values()} == {
        "Not now": (None, "core"),
        "Hi %(name)s": (None, "voting"),
        "50%% left": (None, "voting"),
        "%(n)s": ("%(n)s s", "voting"),
        "Help": (None, "core"),
    }
    assert [room_of(p) for p in ("civic/app.py", "templates/print/card.html", "civic/voting/tally/lots.py")] == [
        "core", "core", "voting"
    ]  # fmt: skip


def test_check_tells_what_is_left_to_do_and_writes_nothing(root):
    before = {p: p.read_text() for p in root.rglob("*.po")}
    assert sorted(update_catalogues(check=True, root=root)) == [
        "es_MX/core.po: fuzzy: 'Help'",
        "es_MX/core.po: missing: 'Not now'",
        "es_MX/old.po: obsolete: 'Gone'",
        "es_MX/voting.po: missing: '%(n)s'",
        "es_MX/voting.po: missing: '50%% left'",
    ]
    assert before == {p: p.read_text() for p in root.rglob("*.po")}


def test_an_update_moves_what_was_translated_and_settles_at_once(root):
    update_catalogues(root=root)
    files = {p.name: p.read_text() for p in (root / "civic/locale/es_MX").iterdir()}
    assert sorted(files) == ["core.po", "voting.po"]
    assert "Gone" not in str(files) and "POT-Creation-Date" not in str(files)
    assert '# Un saludo\n#: civic/voting/acts.py\n#, python-format\nmsgctxt "a"' in files["voting.po"]
    assert [(e.room, e.band, e.texts, e.fuzzy) for e in entries("es_MX", root)] == [
        ("core", "", ("Ayúdame",), True),
        ("core", "", ("",), False),
        ("voting", "", ("", ""), False),
        ("voting", "", ("",), False),
        ("voting", "", ("Hola, %(name)s",), False),
        ("voting", "a", ("¡Hola!",), False),
    ]
    assert entries("en", root) == []
    update_catalogues(root=root)
    assert files == {p.name: p.read_text() for p in (root / "civic/locale/es_MX").iterdir()}


def test_two_translators_who_disagree_are_told(root):
    (root / "civic/locale/es_MX/demo.po").write_text('msgid "Hi %(name)s"\nmsgstr "Qué tal, %(name)s"\n')
    assert "es_MX/demo.po: conflicting: 'Hi %(name)s'" in update_catalogues(check=True, root=root)


def test_a_sentence_that_is_counted_now_asks_for_a_second_look(root):
    (root / "civic/voting/acts.py").write_text('ngettext("Hi %(name)s", "Hi all", 2, name=1); _("Not now")\n')
    assert "es_MX/voting.po: fuzzy: 'Hi %(name)s'" in update_catalogues(check=True, root=root)
