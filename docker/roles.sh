#!/bin/sh
# Runs once, on an empty volume: the two roles, and the database that only one of them owns.
# psql reads the passwords as variables, so that no character in them can end a string.
set -eu

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
     --set owner_password="$HENLIUS_OWNER_PASSWORD" \
     --set app_password="$HENLIUS_APP_PASSWORD" <<'SQL'
CREATE ROLE henlius_owner LOGIN CREATEDB PASSWORD :'owner_password';
CREATE ROLE henlius_app LOGIN PASSWORD :'app_password';
CREATE DATABASE henlius OWNER henlius_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE TEMPORARY ON DATABASE henlius FROM PUBLIC;
SQL
