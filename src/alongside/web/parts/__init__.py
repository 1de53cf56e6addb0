"""Parts: one template for one thing on a page, shown everywhere that thing appears.

The templates are in `templates/parts/`; here are the shapes they take (`shapes`), an example of each in every state
(`examples`, `example_forms`), and the one form field of our own (`date_parts`).
"""
