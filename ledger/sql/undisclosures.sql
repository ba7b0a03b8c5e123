-- What was disclosed by mistake is hidden again: signed for, and with the time in which it was public.

-- What was public when: ledger_disclosure says so of now and of times ahead, ledger_undisclosure of
-- the times that an undisclosure ended.
CREATE FUNCTION ledger_was_public(seq bigint, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM ledger_disclosure d WHERE d.change_set_id = seq AND d.at <= moment)
    OR EXISTS (SELECT FROM ledger_undisclosure u
               WHERE u.change_set_id = seq AND u.public_from <= moment AND u.at > moment)
$$;

-- Later change sets, public or with a moment ahead, of the identities that `seq` touches; and what
-- builds on those. By INV-13 none of them may be public without it.
CREATE FUNCTION ledger_built_on(seq bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE known bigint[] := ARRAY[seq]; fresh bigint[] := ARRAY[seq]; later bigint[]; found bigint[]; recorded record;
BEGIN
  WHILE cardinality(fresh) > 0 LOOP
    later := '{}';
    FOR recorded IN SELECT name, identity FROM ledger_recordedtable LOOP
      EXECUTE format('SELECT array_agg(DISTINCT touching.seq) FROM unnest($1) asked(seq)
          JOIN %1$I mine ON asked.seq IN (mine.opened_by_id, mine.closed_by_id)
          JOIN %1$I other ON other.%2$I = mine.%2$I
          CROSS JOIN LATERAL (VALUES (other.opened_by_id), (other.closed_by_id)) touching(seq)
          JOIN ledger_disclosure d ON d.change_set_id = touching.seq AND d.at IS NOT NULL
          WHERE touching.seq > asked.seq AND touching.seq <> ALL ($2)', recorded.name, recorded.identity)
        INTO found USING fresh, known;
      later := later || found;
    END LOOP;
    fresh := ARRAY(SELECT DISTINCT unnest(later));
    known := known || fresh;
    RETURN QUERY SELECT unnest(fresh);
  END LOOP;
END $$;

-- As before, and: what is public hides again when its undisclosure stands beside it.
CREATE OR REPLACE FUNCTION ledger_guard_disclosure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE announced record;
BEGIN
  SELECT kind, recorded_at INTO announced FROM ledger_changeset WHERE seq = NEW.change_set_id;
  IF TG_OP = 'INSERT' AND NOT ledger_is_running(NEW.change_set_id) THEN
    RAISE EXCEPTION 'a disclosure is written with its change set' USING ERRCODE = 'integrity_constraint_violation';
  ELSIF TG_OP = 'INSERT' AND NEW.at < announced.recorded_at AND announced.kind <> 'import' THEN
    RAISE EXCEPTION 'a change set is not disclosed before it is recorded'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_disclosure_past';
  ELSIF TG_OP = 'UPDATE' AND NEW.change_set_id <> OLD.change_set_id THEN
    RAISE EXCEPTION 'a disclosure stays with its change set' USING ERRCODE = 'integrity_constraint_violation';
  ELSIF TG_OP = 'UPDATE' AND NEW.at IS NULL AND EXISTS (SELECT FROM ledger_undisclosure u
        WHERE u.change_set_id = NEW.change_set_id AND u.public_from = OLD.at) THEN
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' AND NEW.at IS DISTINCT FROM OLD.at
        AND (OLD.at <= ledger_now() + interval '30 seconds' OR NEW.at < transaction_timestamp()) THEN
    RAISE EXCEPTION 'a disclosure is fixed from 30 s before its moment and never moves into the past'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_guard_undisclosure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE signed text;
BEGIN
  NEW.at := ledger_now();
  SELECT d.at INTO NEW.public_from FROM ledger_disclosure d WHERE d.change_set_id = NEW.change_set_id;
  IF NEW.public_from IS NULL OR NEW.public_from >= NEW.at THEN
    RAISE EXCEPTION 'only what is public is undisclosed'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_undisclosure_public';
  END IF;
  SELECT ledger_text_hash(concat_ws(E'\n', NEW.change_set_id, encode(s.hash, 'hex'), NEW.reason)) INTO signed
    FROM ledger_seal s WHERE s.change_set_id = NEW.change_set_id;
  IF NOT EXISTS (SELECT FROM ledger_signature g WHERE g.id = NEW.signature_id
                 AND g.subject = 'ledger.changeset:' || NEW.change_set_id AND g.content_hash = signed) THEN
    RAISE EXCEPTION 'an undisclosure is signed for: its change set, the seal and the reason'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_undisclosure_signed';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_hides_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_disclosure d WHERE d.change_set_id = NEW.change_set_id AND d.at < NEW.at) THEN
    RAISE EXCEPTION 'what is undisclosed is hidden in the same act'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_undisclosure_hides';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_guard BEFORE INSERT ON ledger_undisclosure
  FOR EACH ROW EXECUTE FUNCTION ledger_guard_undisclosure();
CREATE TRIGGER ledger_turn BEFORE INSERT ON ledger_undisclosure
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_take_turn();
CREATE CONSTRAINT TRIGGER ledger_hides AFTER INSERT ON ledger_undisclosure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_hides_again();

SELECT ledger_protect_append_only('ledger_undisclosure', '{}');
