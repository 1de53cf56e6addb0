"""People: one person, however many roles.

Verbs: `arriving.arrive` (someone gives an address and may come in), `arriving.offer_link` and `arriving.come_in` (the
operator's one-time link); `keys.make_key`, `keys.key_owner`, `keys.give_up` (a person's own program comes in as them).
Signing in by a mailed code is django-allauth's; this room gives it the person to sign in.
"""
