"""The tests. `conftest.py` says how they meet both engines; `live.py` and `browser/conftest.py` hold what runs for real."""
