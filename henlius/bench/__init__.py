"""`make bench`: how fast the site answers, beside two floors under the same gunicorn.

The site is started as `make run` starts it, on a database of its own that is dropped again. The
floors return the bytes of the release page: a bare Django view behind the site's middleware and
without a query, and a bare WSGI function.
"""
