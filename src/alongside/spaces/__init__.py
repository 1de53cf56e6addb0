"""Spaces: a family's space, who is remembered there, its people, who may do what, their pace and their words.

Verbs: `opening.open_space`, `opening.see` (a keeper has seen what a helper prepared), `opening.close`;
`inviting.invite`, `inviting.join`, `inviting.hand_over`; `pace.set_pace`; `telling.*` (what the space says of itself).
`access` turns a person or a link into a proof (`Keeper`, `Helper`, `Guest`, `Moderator`): permission and fetch are one act.
"""
