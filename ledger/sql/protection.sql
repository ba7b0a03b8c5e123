-- INV-6 and INV-12 for one table: triggers for everybody, grants for the application's role.

CREATE FUNCTION ledger_restrict(target text, updatable text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'henlius_app') THEN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM henlius_app', target);
    IF updatable <> '{}' THEN
      EXECUTE format('GRANT UPDATE (%s) ON %I TO henlius_app',
        (SELECT string_agg(quote_ident(c), ', ') FROM unnest(updatable) c), target);
    END IF;
  END IF;
END $$;

CREATE FUNCTION ledger_protect_append_only(target text, updatable text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION ledger_refuse()', target);
  EXECUTE format('CREATE TRIGGER ledger_no_delete BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_refuse()', target);
  IF updatable = '{}' THEN
    EXECUTE format('CREATE TRIGGER ledger_no_update BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_refuse()', target);
  END IF;
  PERFORM ledger_restrict(target, updatable);
END $$;

CREATE FUNCTION ledger_protect_recorded(target text, identity text, identity_table text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM ledger_protect_append_only(target, '{closed_by_id}');
  EXECUTE format('CREATE TRIGGER ledger_guard BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION ledger_guard_row()', target);
  INSERT INTO ledger_recordedtable (name, identity, identity_table) VALUES (target, identity, identity_table);
END $$;

CREATE FUNCTION ledger_unprotect(target text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_no_truncate', 'ledger_no_delete', 'ledger_no_update', 'ledger_guard'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', name, target);
  END LOOP;
  DELETE FROM ledger_recordedtable r WHERE r.name = target;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'henlius_app') THEN
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO henlius_app', target);
  END IF;
END $$;

-- Grants of the serving role, for the tables of today and of later migrations.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'henlius_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO henlius_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO henlius_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO henlius_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO henlius_app;
    REVOKE INSERT, UPDATE, DELETE ON django_migrations, ledger_recordedtable, ledger_seal FROM henlius_app;
    -- A temporary table could hide a table of the register from the session that made it.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END IF;
END $$;

SELECT ledger_protect_append_only('ledger_sourcedocument', '{}');
SELECT ledger_protect_append_only('ledger_changeset', '{}');
SELECT ledger_protect_append_only('ledger_citation', '{}');
SELECT ledger_protect_append_only('ledger_seal', '{}');
SELECT ledger_protect_append_only('ledger_disclosure', '{at,reference}');
