"""Pages, one module for each room; each lists its addresses in `urls`."""
