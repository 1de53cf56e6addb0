"""Web: the front door for people. Pages, forms, parts, templates, styles and scripts; no rule of the domain lives here.

A page does three things: proves who is there (`who`), makes one domain call, and renders plain data. Each module in
`pages` lists its addresses in `urls`.
"""
