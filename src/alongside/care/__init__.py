"""Care: where to turn when it is too much.

Verbs: `helplines.card` (at most three choices for a country), `helplines.directory` (every line, country by country). The
lines themselves are data (`helplines.toml`), dated, and their numbers are hidden once nobody has looked at them for a
year. This room has no tables.
"""
