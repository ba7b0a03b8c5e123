from newsroom.admin import documents, editions, exchange, records, releases  # noqa: F401  register themselves
