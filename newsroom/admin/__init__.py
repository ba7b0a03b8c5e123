from newsroom.admin import documents, editions, exchange, impacts, records, releases  # noqa: F401  register themselves
