from newsroom.admin import documents, editions, records, releases  # noqa: F401  register themselves
