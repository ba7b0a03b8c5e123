# The site as docker-compose.yml runs it: the serving role only, no root, no compiler.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=henlius.settings HENLIUS_DATA=/data
# Pango sets the type of PDFs; without Chinese fonts their Chinese would be empty boxes.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app henlius \
    && install --directory --owner=henlius --group=henlius /app /data /data/media /data/anchors
COPY --from=packages /venv /venv
WORKDIR /app
COPY --chown=henlius:henlius . .
USER henlius
# Collecting needs settings, not a database: the address is never opened.
RUN HENLIUS_SECRET_KEY=unused DATABASE_URL=postgresql://unused/unused \
    python manage.py collectstatic --no-input --verbosity 0
VOLUME /data/media /data/anchors
EXPOSE 8000
ENV HENLIUS_BIND=0.0.0.0:8000
CMD ["gunicorn", "-c", "python:henlius.gunicorn_conf"]
