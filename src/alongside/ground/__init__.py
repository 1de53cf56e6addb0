"""Ground: what every room stands on, and the only place that knows one database engine from another.

Ids and tokens (`ids`), the one way to open a write transaction (`store`), claiming rows that wait (`claim`), partial
dates (`partial`), full-text search (`search`, by the terms of `terms`), and the two errors that every room shares
(`errors`). No tables of its own.
"""
