"""Letters: the family's own words.

Verbs: `draft.begin`, `draft.save`, `draft.bring_back` (nothing typed is ever lost), `agreeing.ask`, `agreeing.agree`,
`agreeing.take_back`, `publishing.publish`, `publishing.schedule`, `publishing.hold`, `publishing.publish_due`. Which deed
leads where stands in `states`. Words: letter, draft, version, agreement, on the page (what others read now; the draft may
already differ from it), held (kept back by the family, on purpose).
"""
