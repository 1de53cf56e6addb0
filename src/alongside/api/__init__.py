"""API: the front door for programs. It calls the same verbs as the pages, and knows no cookie and no session.

`v1` has the endpoints, `shapes` what goes in and out, `problems` the one shape of every error (RFC 9457), `who` the proofs.
"""
