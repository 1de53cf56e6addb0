"""Desk: what the gate did not let through waits here for a person, who decides with a reason.

Verbs: `duty.on_duty` (who may work here, and on what), `claim.claim` and `claim.let_go` (others see who is reading what),
`decide.decide` (to a lane, with a reason and the version that was seen). Words: held text, claim, decision, log. Every
decision is a line of the log, and lines are only added.
"""
