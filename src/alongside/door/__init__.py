"""Door: support is accepted here, from anyone, and never lost.

Verbs: `intake.accept` (durable before it is acknowledged, once for each key), `mending.mend`, `mending.withdraw`,
`mending.ask_nothing`, `mending.leave_address`, `settle.settle_waiting`, `placing.keep_off_page`. The receipt is the writer's
private address for all of this. Words: message, receipt, key (the writer's idempotency key), consent ledger.
"""
