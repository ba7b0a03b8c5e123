-- The register's ground: INV-4 to INV-7, INV-9, INV-10, INV-13.

-- Which tables hold register rows, the column of their identity and, where facts lie in it, the
-- append-only table of the identity. Written by ledger_protect_recorded() in migrations.
CREATE TABLE ledger_recordedtable (name text PRIMARY KEY, identity text NOT NULL, identity_table text);

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'INV-6: % is append-only, % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- True when `seq` is the change set of this very transaction and still unsealed.
CREATE FUNCTION ledger_is_running(seq bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM ledger_changeset c
    WHERE c.seq = ledger_is_running.seq AND c.txid = pg_current_xact_id()::text::bigint
      AND NOT EXISTS (SELECT FROM ledger_seal s WHERE s.change_set_id = c.seq))
$$;

-- INV-7: gapless seq and strictly increasing recorded_at, whatever the client sends.
CREATE FUNCTION ledger_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE head record;
BEGIN
  PERFORM pg_advisory_xact_lock(4711);  -- held to commit: the order of seq is the order of commits
  SELECT c.seq, c.recorded_at, s.hash INTO head FROM ledger_changeset c
    LEFT JOIN ledger_seal s ON s.change_set_id = c.seq ORDER BY c.seq DESC LIMIT 1;
  IF head.seq IS NOT NULL AND head.hash IS NULL THEN
    RAISE EXCEPTION 'INV-9: change set % is not sealed yet', head.seq
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.seq := coalesce(head.seq, 0) + 1;
  NEW.recorded_at := greatest(ledger_now(), coalesce(head.recorded_at, '-infinity') + interval '1 microsecond');
  NEW.txid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

-- INV-5: rows enter with the running change set, and only it may close them.
CREATE FUNCTION ledger_guard_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.closed_by_id IS NOT NULL OR NOT ledger_is_running(NEW.opened_by_id) THEN
      RAISE EXCEPTION 'INV-5: a row of % is opened by the running change set and not closed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF OLD.closed_by_id IS NOT NULL OR NEW.closed_by_id IS NULL
     OR to_jsonb(NEW) - 'closed_by_id' <> to_jsonb(OLD) - 'closed_by_id'
     OR NOT ledger_is_running(NEW.closed_by_id) THEN
    RAISE EXCEPTION 'INV-5: a row of % may only be closed, by the running change set', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_guard_citation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT ledger_is_running(NEW.change_set_id) THEN
    RAISE EXCEPTION 'INV-9: nothing is added to a sealed change set'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Everything that a seal covers, as canonical text: the act, what it cites, the rows that it opens
-- with their identities, the rows that it closes. Nulls are left out, so that a new nullable
-- column changes no old seal; a row's later closing belongs to the change set that closes it.
CREATE FUNCTION ledger_content(seq bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET extra_float_digits = 1 AS $$
DECLARE
  content jsonb; rows jsonb; identities jsonb; recorded record;
BEGIN
  SELECT jsonb_build_object('change_set', jsonb_strip_nulls(to_jsonb(c) - 'txid'),
    'citations', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(q) || jsonb_build_object('source', to_jsonb(d)))
                                  ORDER BY q.id), '[]')
                  FROM ledger_citation q JOIN ledger_sourcedocument d ON d.id = q.source_id
                  WHERE q.change_set_id = c.seq))
    INTO content FROM ledger_changeset c WHERE c.seq = ledger_content.seq;
  FOR recorded IN SELECT * FROM ledger_recordedtable ORDER BY name COLLATE "C" LOOP
    EXECUTE format('SELECT jsonb_strip_nulls(jsonb_build_object(
        ''opened'', (SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(r) - ''closed_by_id'') ORDER BY r.id) FROM %1$I r WHERE r.opened_by_id = $1),
        ''closed'', (SELECT jsonb_agg(r.id ORDER BY r.id) FROM %1$I r WHERE r.closed_by_id = $1)))', recorded.name)
      INTO rows USING ledger_content.seq;
    IF rows <> '{}' THEN
      content := content || jsonb_build_object(recorded.name, rows);
    END IF;
    IF recorded.identity_table IS NOT NULL AND rows ? 'opened' THEN
      EXECUTE format('SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(i)) ORDER BY i.id) FROM %1$I i
          WHERE i.id IN (SELECT r.%2$I FROM %3$I r WHERE r.opened_by_id = $1)',
          recorded.identity_table, recorded.identity, recorded.name)
        INTO identities USING ledger_content.seq;
      content := content || jsonb_build_object(recorded.identity_table, identities);
    END IF;
  END LOOP;
  RETURN content::text;
END $$;

CREATE FUNCTION ledger_hash(seq bigint, previous bytea) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT sha256(coalesce(previous, '') || convert_to(ledger_content(seq), 'UTF8'))
$$;

CREATE FUNCTION ledger_opens_rows(seq bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE recorded record; found boolean;
BEGIN
  FOR recorded IN SELECT name FROM ledger_recordedtable LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I r WHERE r.opened_by_id = $1)', recorded.name) INTO found USING seq;
    IF found THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;

-- INV-10 and INV-9, when the transaction (or SET CONSTRAINTS ALL IMMEDIATE) ends the change set.
CREATE FUNCTION ledger_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE previous bytea; supported boolean;
BEGIN
  SELECT EXISTS (SELECT FROM ledger_citation WHERE change_set_id = NEW.seq AND stance = 'supports') INTO supported;
  IF NOT supported AND ledger_opens_rows(NEW.seq) THEN
    RAISE EXCEPTION 'INV-10: change set % opens rows without evidence', NEW.seq
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'correction' AND NOT supported AND coalesce(btrim(NEW.entry_error), '') = '' THEN
    RAISE EXCEPTION 'INV-10: a correction names a document or the entry error'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT hash INTO previous FROM ledger_seal WHERE change_set_id = NEW.seq - 1;
  INSERT INTO ledger_seal (change_set_id, previous_hash, hash, format)
    VALUES (NEW.seq, previous, ledger_hash(NEW.seq, previous), 1);
  RETURN NULL;
END $$;

-- Disclosures: written with their change set, movable while in the future, fixed from 30 s before.
CREATE FUNCTION ledger_guard_disclosure() RETURNS trigger
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
  ELSIF TG_OP = 'UPDATE' AND NEW.at IS DISTINCT FROM OLD.at
        AND (OLD.at <= ledger_now() + interval '30 seconds' OR NEW.at < transaction_timestamp()) THEN
    RAISE EXCEPTION 'a disclosure is fixed from 30 s before its moment and never moves into the past'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Moving waits its turn, like recording: a change that follows a disclosure sees where it went (INV-13).
CREATE FUNCTION ledger_take_turn() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4711);
  RETURN NULL;
END $$;

-- The corrections and retractions of what a change set opened, made while it was hidden, and theirs.
CREATE FUNCTION ledger_mends(seq bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mended bigint[] := ARRAY[seq]; closers bigint[]; found bigint[]; recorded record;
BEGIN
  WHILE cardinality(mended) > 0 LOOP
    closers := '{}';
    FOR recorded IN SELECT name FROM ledger_recordedtable LOOP
      EXECUTE format('SELECT array_agg(DISTINCT r.closed_by_id) FROM %I r
          JOIN ledger_changeset c ON c.seq = r.closed_by_id AND c.kind IN (''correction'', ''retraction'')
          LEFT JOIN ledger_disclosure d ON d.change_set_id = r.opened_by_id
          WHERE r.opened_by_id = ANY ($1) AND (d.at IS NULL OR d.at > c.recorded_at)', recorded.name)
        INTO found USING mended;
      closers := closers || found;
    END LOOP;
    mended := closers;
    RETURN QUERY SELECT DISTINCT unnest(mended);
  END LOOP;
END $$;

-- INV-13: among the change sets that touch one identity, disclosure order follows seq; and what
-- was mended while it was hidden is never public before its mend.
CREATE FUNCTION ledger_disclosure_order() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE recorded record; moment timestamptz; broken boolean;
BEGIN
  SELECT at INTO moment FROM ledger_disclosure WHERE change_set_id = NEW.change_set_id;
  FOR recorded IN SELECT name, identity FROM ledger_recordedtable LOOP
    EXECUTE format('SELECT EXISTS (
        SELECT FROM %1$I mine JOIN %1$I other ON other.%2$I = mine.%2$I
        CROSS JOIN LATERAL (VALUES (other.opened_by_id), (other.closed_by_id)) touching(seq)
        LEFT JOIN ledger_disclosure d ON d.change_set_id = touching.seq
        WHERE $1 IN (mine.opened_by_id, mine.closed_by_id)
          AND (touching.seq < $1 AND $2 IS NOT NULL AND (d.at IS NULL OR d.at > $2)
            OR touching.seq > $1 AND d.at IS NOT NULL AND ($2 IS NULL OR $2 > d.at)))',
      recorded.name, recorded.identity) INTO broken USING NEW.change_set_id, moment;
    IF broken THEN
      RAISE EXCEPTION 'INV-13: change set % would be public out of order in %', NEW.change_set_id, recorded.name
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_disclosure_order';
    END IF;
    EXECUTE format('SELECT EXISTS (
        SELECT FROM %I r JOIN ledger_changeset c ON c.seq = r.closed_by_id AND c.kind IN (''correction'', ''retraction'')
        JOIN ledger_disclosure shown ON shown.change_set_id = r.opened_by_id
        LEFT JOIN ledger_disclosure mended ON mended.change_set_id = c.seq
        WHERE $1 IN (r.opened_by_id, r.closed_by_id) AND shown.at > c.recorded_at
          AND (mended.at IS NULL OR mended.at > shown.at))', recorded.name) INTO broken USING NEW.change_set_id;
    IF broken THEN
      RAISE EXCEPTION 'INV-13: what change set % shows or mends in % would be public before its mend',
        NEW.change_set_id, recorded.name
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_disclosure_mend';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- The chain recomputed: every position with something wrong, first one first.
CREATE FUNCTION ledger_verify() RETURNS TABLE (broken_seq bigint, problem text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE link record; expected bigint := 0; previous bytea; recorded record; stray bigint;
BEGIN
  FOR link IN SELECT c.seq, s.hash, s.previous_hash FROM ledger_changeset c
              LEFT JOIN ledger_seal s ON s.change_set_id = c.seq ORDER BY c.seq LOOP
    expected := expected + 1;
    IF link.seq <> expected THEN
      RETURN QUERY SELECT expected, 'missing'; expected := link.seq;
    END IF;
    IF link.hash IS NULL THEN
      RETURN QUERY SELECT link.seq, 'not sealed';
    ELSIF link.previous_hash IS DISTINCT FROM previous THEN
      RETURN QUERY SELECT link.seq, 'does not follow the seal before it';
    ELSIF link.hash <> ledger_hash(link.seq, link.previous_hash) THEN
      RETURN QUERY SELECT link.seq, 'content differs from its seal';
    END IF;
    previous := link.hash;
  END LOOP;
  FOR recorded IN SELECT name FROM ledger_recordedtable LOOP
    FOR stray IN EXECUTE format('SELECT DISTINCT u.seq FROM %I r CROSS JOIN LATERAL
        (VALUES (r.opened_by_id), (r.closed_by_id)) u(seq) WHERE u.seq IS NOT NULL
        AND NOT EXISTS (SELECT FROM ledger_changeset c WHERE c.seq = u.seq)', recorded.name) LOOP
      RETURN QUERY SELECT stray, 'named by a row of ' || recorded.name || ' but missing';
    END LOOP;
  END LOOP;
END $$;

CREATE TRIGGER ledger_begin BEFORE INSERT ON ledger_changeset FOR EACH ROW EXECUTE FUNCTION ledger_begin();
CREATE CONSTRAINT TRIGGER ledger_seal AFTER INSERT ON ledger_changeset
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_seal();
CREATE TRIGGER ledger_guard BEFORE INSERT ON ledger_citation FOR EACH ROW EXECUTE FUNCTION ledger_guard_citation();
CREATE TRIGGER ledger_guard BEFORE INSERT OR UPDATE ON ledger_disclosure
  FOR EACH ROW EXECUTE FUNCTION ledger_guard_disclosure();
CREATE TRIGGER ledger_turn BEFORE UPDATE ON ledger_disclosure FOR EACH STATEMENT EXECUTE FUNCTION ledger_take_turn();
CREATE CONSTRAINT TRIGGER ledger_order AFTER INSERT OR UPDATE ON ledger_disclosure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_disclosure_order();
