"""What listens: a small front that answers the two hot paths by itself, and the way from there to Django.

`app` is what the HTTP server calls, `bridge` hands a request to Django in a thread of a small pool.
"""
