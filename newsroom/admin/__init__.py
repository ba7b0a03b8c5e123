from newsroom.admin import editions, records, releases  # noqa: F401  register themselves
