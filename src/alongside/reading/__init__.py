"""Reading: a keeper reads at their own pace, and thanks.

Verbs: `shelf.next_bundle` (a few messages, the same ones until they are passed), `shelf.mark_read`, `shelf.keep_near`,
`shelf.let_go`, `shelf.never_again`, `shelf.bring_back`, `shelf.enough_for_today`, `shelf.carry_on`, `shelf.choose_pace`,
`shelf.settle_apart`; `searching.find`; `thanks.thank_all`, `thanks.thank_some`, `thanks.thank_one`; for the rounds
`mailing.carry_thanks`, `mailing.carry_late` and `mailing.called_back`.

Words: a *mark* is what one keeper did with one message (read, kept near, put away); a *place* is where they are; the few
messages before them are *at hand*; what the gate found meant well but hurtful waits *apart*. Nobody's marks are seen by
anyone else, and nothing is ever counted for the family.
"""
