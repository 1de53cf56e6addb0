"""Measures Alongside beside peers and beside the machine's own limits, in one run (`make bench`).

`cases` says what is measured, `contenders` how each server is started, `load` is the process that asks, `limits` what the
disk can do, `report` and `plot` write it down. `filling`, `reading` and `settling` work on any site, by themselves too.
docs/developers/benchmarks.md explains the method.
"""
