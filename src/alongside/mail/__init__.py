"""Mail: how letters leave the house by email. Everything that is mailed goes this one way.

Verbs: `outbox.put` (a letter waits, in the caller's transaction), `carrying.carry` (letters that may go are carried out),
`unsubscribing.stop` (somebody wants no more letters of a kind), `outbox.try_again` and `forgetting.forget`.

Words: a letter *waits*, is *sent*, is *given up* (the server will never take it; the reason is kept for the operator), or
is *unsubscribed* (its reader wants none of its kind). A *quiet* letter does not arrive at night.
"""
