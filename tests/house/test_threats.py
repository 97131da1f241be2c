"""The threat model (safeguards.md, section 4): each case has a test that names what it tries, or a drill that people do."""

import re
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest

from civic.core.actor import OFFICER
from civic.core.charter import rules
from civic.core.database import rows
from civic.moderation.charter import Moderation
from civic.moderation.reasons import REASONS as REFUSALS
from civic.people.acts import print_card
from civic.vault.charter import Vault
from civic.vault.reasons import REASONS as LOOKS
from tests.browsing import Browser
from tests.conftest import Town
from tests.devices.tablets import production

ROOT = Path(__file__).parents[2]

#: Case: (test file, function), the strongest first. Cases 11 (small areas) and 18 (AI) are not of this issue.
TRIED: dict[int, tuple[tuple[str, str], ...]] = {
    1: (
        ("safeguarding/test_no_private_channel.py", "test_threat_1_twelve_ways_to_write_to_one_child"),
        ("staff/test_ending.py", "test_a_check_ends_and_the_live_session_dies"),
    ),
    2: (
        ("house/test_adversary_two.py", "test_case_02_who_signs_or_prints_an_invitation_does_not_verify_the_family"),
        ("house/test_threats.py", "test_case_02_nobody_registers_and_a_card_alone_opens_nothing_at_home"),
    ),
    3: (
        ("safeguarding/test_personal_data.py", "test_sg_37_recall_of_phones_e_mails_curps_and_links"),
        ("safeguarding/test_personal_data_stays.py", "test_every_drawing_goes_to_a_person"),
    ),
    4: (
        ("deliberation/test_speak.py", "test_nobody_fills_the_day"),
        ("home/test_proposals.py", "test_sg_46_no_page_counts_ranks_or_lures"),
    ),
    5: (
        ("safeguarding/test_personal_data_stays.py", "test_it_is_kept_and_the_child_is_told_which_kind_and_where"),
        ("house/test_threats.py", "test_case_05_no_search_engine_keeps_what_a_child_wrote"),
    ),
    6: (
        ("devices/test_tablets.py", "test_case_6_no_page_of_the_team_exists_on_a_tablet"),
        ("devices/test_tablets.py", "test_case_6_an_adult_who_came_in_on_a_tablet_is_out"),
        ("voting/test_booth.py", "test_sg_55_nobody_is_in_with_a_name_at_a_booth"),
    ),
    7: (
        ("voting/test_booth.py", "test_case_7_somebody_is_watching_and_the_child_gets_another_card"),
        ("voting/test_booth.py", "test_sg_51_the_end_is_the_same_for_every_choice"),
    ),
    8: (("voting/test_booth_desk.py", "test_case_8_ballots_that_nobody_can_have_cast_stop_the_result"),),
    9: (
        ("voting/test_secrecy.py", "test_sg_50_with_a_copy_of_the_database_but_not_the_keys_a_thief_guesses_at_chance"),
        ("voting/test_secrecy.py", "test_sg_50_a_backup_from_the_open_poll_is_noise_after_the_close"),
    ),
    10: (
        ("voting/test_secrecy.py", "test_sg_52_no_role_sees_anything_of_an_open_vote"),
        ("voting/test_secrecy.py", "test_sg_52_no_page_moves_by_a_single_vote"),
    ),
    12: (
        ("vault/test_watching.py", "test_sg_77_the_21st_view_raises_an_alert"),
        ("house/test_adversary_lists.py", "test_case_12_who_tries_names_on_the_council_leaves_a_line"),
        ("vault/test_who_looked.py", "test_sg_76_rosa_reads_who_looked_at_her_daughter"),
    ),
    13: (
        ("devices/test_tablets.py", "test_case_13_a_stolen_tablet_is_taken_off"),
        ("people/test_coming_in.py", "test_sg_24_after_five_tries_even_the_right_pictures_wait_and_nobody_else_does"),
    ),
    14: (("browser/test_a_shared_tablet.py", "test_sg_30_the_next_child_finds_nothing_of_the_last"),),
    15: (("house/test_threats.py", "test_case_15_who_walks_every_page_finds_no_child"),),
    16: (
        ("staff/test_ending.py", "test_the_administration_ends_and_so_do_its_officers"),
        ("staff/test_ending.py", "test_a_quarter_that_nobody_confirms"),
    ),
    17: (("core/test_images.py", "test_sg_16_where_and_with_what_a_photo_was_taken_stays_behind"),),
    19: (
        ("rights/test_exports.py", "test_no_cell_is_a_formula"),
        ("house/test_adversary_fields.py", "test_hostile_values_are_answered_and_stay_words"),
    ),
    20: (
        ("invitations/test_ask_batch.py", "test_a_list_has_an_end_and_many_in_a_day_are_told"),
        ("house/test_adversary_lists.py", "test_case_20_a_list_is_confirmed_as_it_was_looked_at"),
    ),
    21: (
        ("people/test_claiming.py", "test_sg_06_the_second_browser_is_told_410_and_the_issuer_will_be"),
        ("invitations/test_print.py", "test_a_list_printed_again_ends_the_cards_of_before"),
    ),
    22: (("house/test_threats.py", "test_case_22_no_reason_is_criticism_and_no_official_learns_who_wrote"),),
    23: (
        ("safeguarding/test_named_officer.py", "test_whom_it_names_never_reads_it"),
        ("safeguarding/test_clock.py", "test_sg_82_after_four_hours_the_other_officer_and_the_secretary_without_its_words"),
        ("safeguarding/test_ask_for_help.py", "test_a_visitor_at_three_in_the_morning"),
    ),
    24: (
        ("house/test_inventory.py", "test_sg_22_no_mass_mail_and_no_contact_list"),
        ("rights/test_exports.py", "test_no_table_names_anybody"),
    ),
    25: (
        ("house/test_adversary_every_door.py", "test_case_25_a_stolen_cookie_is_asked_for_the_key_at_each_of_these_doors"),
        ("house/test_adversary_every_door.py", "test_case_25_a_password_alone_is_nobody_of_the_team"),
    ),
}  # fmt: skip

#: What software alone does not keep: a paragraph of docs/safeguarding.md says who does what, how often, what proves it.
DRILLED = {1, 2, 4, 6, 13, 17, 24, 25}


def test_each_case_of_the_threat_model_has_its_test() -> None:
    assert set(TRIED) == set(range(1, 26)) - {11, 18}
    for case, tests in TRIED.items():
        for file, function in tests:
            text = (ROOT / "tests" / file).read_text()
            assert f"def {function}(" in text, f"case {case}: {file} {function}"


def test_each_case_that_takes_people_has_its_drill() -> None:
    drills = (ROOT / "docs" / "safeguarding.md").read_text().partition("## Drills")[2].partition("\n## ")[0]
    heads = re.findall(r"^- \*\*[^*]+\*\*", drills, re.M)
    told = {int(number) for head in heads for number in re.findall(r"\d+", head)}
    assert told == DRILLED
    for paragraph in re.findall(r"^- \*\*.*?(?=^- \*\*|\Z)", drills, re.M | re.S):
        for word in ("Who:", "How often:", "Proof:"):
            assert word in paragraph, paragraph


async def test_case_02_nobody_registers_and_a_card_alone_opens_nothing_at_home(town: Town, browser: Browser) -> None:
    """Case 2, SG-06, SG-09: there is no door to register by; and with somebody's new card in the hand, at home, nothing
    opens before a person has verified the family that says yes."""
    for path in ("/registro", "/registrarse", "/crear-cuenta", "/signup", "/entrar/nueva"):
        await browser.get(path, 404)
    code = await print_card(town.mateo.id)
    await rows("UPDATE guardianship SET verified_on = NULL WHERE child = $1", town.mateo.id)
    with production():
        await browser.get(f"/t/{code.token}", 303)
        (await browser.get("/entrar/tarjeta", 403)).see_not(town.mateo.name)


async def test_case_05_no_search_engine_keeps_what_a_child_wrote(town: Town, browser: Browser) -> None:
    """Case 5, SG-88: pages that everybody reads, too."""
    for path in ("/", "/propuestas", "/votaciones", "/compromisos", "/no-hay"):
        answer = await browser.client.get(path)
        assert answer.headers["x-robots-tag"] == "noindex", path


async def test_case_15_who_walks_every_page_finds_no_child(town: Town, browser: Browser) -> None:
    """Case 15, SG-15, SG-17, SG-58: every link a stranger can follow, and ids by chance: no name of a child, no alias, no
    id of a person."""
    children = await rows("SELECT id::text, name FROM person WHERE role IN ('child', 'guardian')")
    seen, wait = set(), ["/", "/propuestas", "/convocatorias", "/votaciones", "/compromisos", "/reglamento"]
    wait += [f"/{kind}/{uuid4()}" for kind in ("propuestas", "voces", "dibujos", "votaciones") for _each in range(25)]
    while wait and len(seen) < 400:
        path = wait.pop()
        if path in seen or path.startswith(("/static", "/idioma")):
            continue
        seen.add(path)
        answer = await browser.client.get(path)
        assert answer.status_code in (200, 303, 401, 403, 404), path
        said = unescape(answer.text)
        for each in children:
            assert each["id"] not in said, path
            if each["name"] not in ("Familia", ""):
                assert each["name"] not in said, f"{path}: {each['name']}"
        wait += re.findall(r'href="(/[^"#?]*)', answer.text)
    assert len(seen) > 110


@pytest.mark.parametrize("path", ["/mesa/cuidado/identidad", "/mesa/bitacora", "/mesa/lectura", "/mesa/clase"])
async def test_case_22_an_official_is_refused_where_an_author_could_be_found(
    town: Town, browser: Browser, path: str
) -> None:
    """Case 22, SG-41, SG-76."""
    await browser.come_in(town.pilar)
    assert (await browser.client.get(path)).status_code in (403, 404)


def test_case_22_no_reason_is_criticism_and_no_official_learns_who_wrote() -> None:
    """Case 22, SG-41, SG-76: the closed lists have no such reason, and no rule of reading or of the vault an official."""
    for code in (*REFUSALS, *LOOKS):
        assert not re.search("politi|critic|official|author", code)
    for charter in (Moderation, Vault):
        for rule in rules(charter):
            assert not rule.who & OFFICER, str(rule)
