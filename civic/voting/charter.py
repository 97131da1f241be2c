"""A poll from its draft to its result, and who may vote. No adult is in the row of voting (SG-49)."""

from civic.consent.charter import PERMITTED
from civic.core.actor import ANYONE, CHILD, CLOCK, FACILITATOR, SECRETARY, VISITOR
from civic.core.charter import Rule
from civic.core.words import N_
from civic.people.charter import lately_proven
from civic.voting.booths.charter import (
    another_counts,
    another_signs,
    another_stops,
    cards_count,
    council_open,
    frozen_for_paper,
    in_use,
    not_used,
    not_void,
    poll_goes_on,
    stop_asked,
    time_to_count,
)
from civic.voting.booths.states import Cards
from civic.voting.changes.charter import another_asked, gives_more_time, nothing_known
from civic.voting.conditions import (
    adds_up,
    booth_offered,
    box_works,
    cards_counted,
    closes_later,
    enough_on_list,
    enough_options,
    for_every_child,
    hands_are_raised,
    in_time,
    is_secret,
    lot_drawn,
    may_be_added,
    method_fits,
    motion_has_a_list,
    not_signed_yet,
    options_stand,
    papers_settled,
    question_written,
    second_signature,
    tablets_back,
    time_is_up,
    unread_explained,
)
from civic.voting.custody.charter import (
    all_printed,
    cards_here,
    custody_ready,
    has_custodians,
    key_is_here,
    one_card_each,
)
from civic.voting.hands.charter import another_counted, hands_within_roll, not_checked
from civic.voting.help.charter import enough_helped, may_help, within_cards
from civic.voting.online.charter import assent_given, not_at_a_booth, on_the_roll
from civic.voting.papers.charter import another_keys, not_settled, paper_printed
from civic.voting.sittings.charter import desk_is_open
from civic.voting.states import ANNOUNCED, ANNULLED, CLOSED, COUNTED, DRAFT, OPEN, PUBLISHED
from civic.voting.tablets.charter import (
    another_lost_it,
    at_hand,
    cards_for_tablets,
    not_lost,
    still_out,
    time_goes_on,
    was_lost,
)
from civic.voting.witnesses.charter import not_agreed, not_given, time_to_object, was_agreed

RULES_COMPLETE = [question_written, enough_options, options_stand, method_fits, motion_has_a_list, closes_later]
ALL_BACK = [cards_counted, tablets_back, papers_settled, box_works]
READY = [*RULES_COMPLETE, enough_on_list, lot_drawn, custody_ready, booth_offered]
TEAM = SECRETARY | FACILITATOR


class Voting:
    see_polls_desk = Rule(N_("See the votes that are being prepared"), TEAM)
    draft_poll = Rule(N_("Begin a vote"), SECRETARY)
    keep_poll = Rule(N_("Write the rules of a vote"), SECRETARY, {DRAFT})
    put_option = Rule(N_("Put an idea among the options"), SECRETARY, {DRAFT}, [may_be_added])
    take_option = Rule(N_("Take an idea off the options"), SECRETARY, {DRAFT})
    price_option = Rule(N_("Say what an idea costs"), SECRETARY, {DRAFT})
    announce_poll = Rule(N_("Announce a vote"), SECRETARY, {DRAFT}, RULES_COMPLETE, ANNOUNCED)
    recall_poll = Rule(N_("Take an announced vote back to mend it"), SECRETARY, {ANNOUNCED}, becomes=DRAFT)
    draw_lot = Rule(N_("Draw the lot that ends ties, with dice and in public"), TEAM, {ANNOUNCED}, [lately_proven])
    name_custodians = Rule(
        N_("Name the three custodians of a box’s key"), SECRETARY, {ANNOUNCED}, [lately_proven, has_custodians]
    )
    print_custody_card = Rule(
        N_("Print a custodian’s card"), TEAM, {ANNOUNCED}, [lately_proven, has_custodians, cards_here, one_card_each]
    )
    prove_custody = Rule(
        N_("Prove that two custodians’ cards open the box"),
        TEAM,
        {ANNOUNCED},
        [lately_proven, has_custodians, cards_here, all_printed],
    )
    ask_sheet = Rule(N_("Ask for booth cards"), TEAM, {ANNOUNCED, OPEN}, [lately_proven, for_every_child])
    sign_sheet = Rule(
        N_("Agree to booth cards, as the second person"),
        TEAM,
        {Cards.ASKED},
        [lately_proven, poll_goes_on, another_signs],
        Cards.SIGNED,
    )
    print_sheet = Rule(
        N_("Print booth cards that two people signed"),
        TEAM,
        {Cards.SIGNED},
        [lately_proven, poll_goes_on, frozen_for_paper],
        Cards.PRINTED,
    )
    ask_stop = Rule(
        N_("Ask to stop booth cards of an open vote, and say why"),
        TEAM,
        {Cards.PRINTED},
        [lately_proven, poll_goes_on, in_use],
    )
    stop_sheet = Rule(
        N_("Stop booth cards that were lost, or are not needed"),
        TEAM,
        {Cards.ASKED, Cards.SIGNED, Cards.PRINTED},
        [lately_proven, poll_goes_on, stop_asked, another_stops],
        Cards.STOPPED,
    )
    count_cards = Rule(
        N_("Count the cards that were left over, as another person does without seeing this number"),
        TEAM,
        {Cards.PRINTED},
        [time_to_count, lately_proven, cards_count, another_counts],
    )
    sign_opening = Rule(N_("Sign first to open a vote"), TEAM, {ANNOUNCED}, [*READY, not_signed_yet, lately_proven])
    open_poll = Rule(
        N_("Open a vote, as the second person"), TEAM, {ANNOUNCED}, [*READY, second_signature, lately_proven], OPEN
    )
    cast_ballot = Rule(
        N_("Vote"), CHILD, {OPEN}, [in_time, *PERMITTED, on_the_roll, assent_given, not_at_a_booth, box_works]
    )
    enter_booth = Rule(N_("Come to the booth with a booth card"), VISITOR)
    vote_with_card = Rule(
        N_("Vote with a booth card"), VISITOR, {OPEN}, [in_time, council_open, not_void, not_used, box_works]
    )
    void_card = Rule(
        N_("Say that somebody is watching, and get another booth card"), VISITOR, {OPEN}, [not_void, not_used]
    )
    open_desk = Rule(
        N_("Open a desk of a vote for two hours"),
        TEAM,
        {OPEN},
        [for_every_child, lately_proven],
    )
    see_roll = Rule(
        N_("See the roll of a vote by alias, group by group; every look is written down"),
        FACILITATOR,
        {OPEN},
        [for_every_child],
    )
    tick_roll = Rule(
        N_("Tick a child on the roll who draws a booth card"),
        FACILITATOR,
        {OPEN},
        [for_every_child, in_time, box_works, desk_is_open],
    )
    prepare_tablet = Rule(
        N_("Prepare a tablet to be a booth without network"),
        TEAM,
        {OPEN},
        [lately_proven, time_goes_on, cards_for_tablets, at_hand],
    )
    end_outing = Rule(N_("Say that a tablet was lost, and why"), TEAM, {OPEN}, [lately_proven, still_out])
    find_outing = Rule(
        N_("Say that a lost tablet was found, as the second person"),
        TEAM,
        {OPEN},
        [lately_proven, was_lost, another_lost_it],
    )
    deliver_batch = Rule(N_("Bring back the ballots of a tablet"), VISITOR, {OPEN}, [not_lost, box_works])
    key_paper = Rule(
        N_("Key a paper ballot, which another person keys too"),
        TEAM,
        {OPEN},
        [time_is_up, is_secret, box_works, desk_is_open, paper_printed, not_settled, another_keys],
    )
    count_hands = Rule(
        N_("Write how many hands were raised"), TEAM, {OPEN}, [hands_are_raised, not_checked, hands_within_roll]
    )
    check_hands = Rule(
        N_("Check a count of hands, as the second person"),
        TEAM,
        {OPEN},
        [hands_are_raised, not_checked, another_counted, hands_within_roll, lately_proven],
    )
    name_helper = Rule(
        N_("Say who helps children to vote at a booth, and what they are to them"),
        TEAM,
        {ANNOUNCED, OPEN},
        [for_every_child, may_help],
    )
    add_support = Rule(
        N_("Add how many children voted with somebody’s help, ten or more together"),
        TEAM,
        {OPEN},
        [for_every_child, enough_helped, within_cards],
    )
    ask_extension = Rule(N_("Ask for more time to vote"), TEAM, {OPEN}, [nothing_known, gives_more_time, lately_proven])
    extend_poll = Rule(
        N_("Give more time to vote, as the second person"),
        TEAM,
        {OPEN},
        [another_asked, nothing_known, gives_more_time, lately_proven],
    )
    sign_closing = Rule(
        N_("Sign first to close a vote"), TEAM, {OPEN}, [time_is_up, *ALL_BACK, not_signed_yet, lately_proven]
    )
    close_poll = Rule(
        N_("Close a vote, as the second person"),
        TEAM,
        {OPEN},
        [time_is_up, *ALL_BACK, second_signature, lately_proven],
        CLOSED,
    )
    count_poll = Rule(N_("Count a vote that was closed"), CLOCK, {CLOSED}, [key_is_here], COUNTED)
    open_with_cards = Rule(
        N_("Open the box with two custodians’ cards, and count"),
        TEAM,
        {CLOSED},
        [lately_proven, has_custodians],
        COUNTED,
    )
    sign_result = Rule(
        N_("Sign first that a vote adds up"),
        TEAM,
        {COUNTED},
        [cards_counted, adds_up, unread_explained, not_signed_yet, lately_proven],
    )
    certify_result = Rule(
        N_("Certify a vote as the second person, and publish its result"),
        TEAM,
        {COUNTED},
        [cards_counted, adds_up, unread_explained, second_signature, lately_proven],
        PUBLISHED,
    )
    ask_annulment = Rule(
        N_("Ask that a vote does not count"), TEAM, {OPEN, CLOSED, COUNTED, PUBLISHED}, [lately_proven]
    )
    annul_poll = Rule(
        N_("Say that a vote does not count, as the second person"),
        TEAM,
        {OPEN, CLOSED, COUNTED, PUBLISHED},
        [another_asked, lately_proven],
        ANNULLED,
    )
    name_witness = Rule(N_("Name somebody who counts again on their own"), TEAM, {COUNTED, PUBLISHED}, [lately_proven])
    sign_witness = Rule(
        N_("Agree to a witness, as the second person"),
        TEAM,
        {COUNTED, PUBLISHED},
        [not_agreed, another_asked, lately_proven],
    )
    give_bundle = Rule(
        N_("Give a witness the whole ballots, without names, once"),
        TEAM,
        {PUBLISHED},
        [was_agreed, not_given, time_to_object, lately_proven],
    )
    drop_bundle = Rule(N_("Delete the whole ballots 30 days after the result"), CLOCK, {PUBLISHED, ANNULLED})
    check_receipt = Rule(N_("See whether the vote of a receipt was in the box"), ANYONE, {COUNTED, PUBLISHED})
    empty_box = Rule(N_("Destroy the keys of a counted vote"), CLOCK, {COUNTED, PUBLISHED, ANNULLED})
    see_result = Rule(N_("See the result of a vote"), ANYONE, {PUBLISHED})
