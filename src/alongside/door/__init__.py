"""Door: support is accepted here, from anyone, and never lost.

Verbs: `intake.accept` (durable before it is acknowledged, once for each key), `mending.mend`, `mending.withdraw`,
`mending.answer`, `settle.settle_waiting`, `settle.move`, `finding.enter`, `finding.leave`, `placing.keep_off_page`,
`limits.forget`. The receipt is the writer's private address for all of this. Words: message, receipt, key (the writer's
idempotency key), consent ledger.
"""
