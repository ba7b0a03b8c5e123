-- INV-11: what was frozen stays as it is; what was public stays recorded. INV-14: no page before its facts.

CREATE FUNCTION newsroom_guard_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.number IS NOT NULL OR NEW.number IS NULL OR to_jsonb(NEW) - 'number' <> to_jsonb(OLD) - 'number' THEN
    RAISE EXCEPTION 'INV-11: an edition is only numbered, once, when it is published'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_guard_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE published integer;
BEGIN
  SELECT number INTO published FROM newsroom_edition WHERE id = NEW.edition_id FOR SHARE;
  IF published IS NOT NULL THEN
    RAISE EXCEPTION 'INV-11: nothing is added to a published edition'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_guard_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF isempty(NEW.visible) OR lower(NEW.visible) < transaction_timestamp() THEN
      RAISE EXCEPTION 'INV-11: a publication never starts in the past' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM newsroom_edition e WHERE e.id = NEW.edition_id
                   AND e.release_id = NEW.release_id AND e.number IS NOT NULL) THEN
      RAISE EXCEPTION 'INV-11: only a numbered edition of the release is published'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - 'visible' <> to_jsonb(OLD) - 'visible' THEN
    RAISE EXCEPTION 'INV-11: of a publication only future bounds may move' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF lower(NEW.visible) IS DISTINCT FROM lower(OLD.visible)
     AND (isempty(OLD.visible) OR lower(OLD.visible) <= ledger_now()
          OR lower(NEW.visible) < transaction_timestamp()) THEN
    RAISE EXCEPTION 'INV-11: a publication that has started keeps its start' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT isempty(NEW.visible) AND upper(NEW.visible) IS DISTINCT FROM upper(OLD.visible)
     AND (upper(OLD.visible) <= ledger_now() OR upper(NEW.visible) < transaction_timestamp()) THEN
    RAISE EXCEPTION 'INV-11: a past end of a publication never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- What an edition rests on: the change sets of its bindings, and those that it announces. A
-- retraction binds nothing: it shows by what is no longer there.
CREATE FUNCTION newsroom_rests_on(edition bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT change_set_id FROM newsroom_binding WHERE edition_id = edition
  UNION SELECT unnest(announces) FROM newsroom_edition WHERE id = edition
$$;

CREATE FUNCTION newsroom_facts_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE early record;
BEGIN
  IF TG_TABLE_NAME = 'newsroom_publication' THEN
    SELECT p.edition_id, fact.seq INTO early FROM newsroom_publication p
      CROSS JOIN LATERAL newsroom_rests_on(p.edition_id) fact(seq)
      LEFT JOIN ledger_disclosure d ON d.change_set_id = fact.seq
      WHERE p.id = NEW.id AND NOT isempty(p.visible) AND (d.at IS NULL OR d.at > lower(p.visible)) LIMIT 1;
  ELSE
    SELECT p.edition_id, d.change_set_id AS seq INTO early FROM ledger_disclosure d
      JOIN newsroom_publication p ON NOT isempty(p.visible) AND (d.at IS NULL OR d.at > lower(p.visible))
      WHERE d.change_set_id = NEW.change_set_id AND p.edition_id IN (
        SELECT edition_id FROM newsroom_binding WHERE change_set_id = NEW.change_set_id
        UNION SELECT id FROM newsroom_edition WHERE announces @> ARRAY[NEW.change_set_id]) LIMIT 1;
  END IF;
  IF early.edition_id IS NOT NULL THEN
    RAISE EXCEPTION 'INV-14: edition % would be public before change set % that it rests on',
      early.edition_id, early.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER newsroom_guard BEFORE UPDATE ON newsroom_edition FOR EACH ROW EXECUTE FUNCTION newsroom_guard_edition();
CREATE TRIGGER newsroom_guard BEFORE INSERT ON newsroom_editiontext FOR EACH ROW EXECUTE FUNCTION newsroom_guard_part();
CREATE TRIGGER newsroom_guard BEFORE INSERT ON newsroom_binding FOR EACH ROW EXECUTE FUNCTION newsroom_guard_part();
CREATE TRIGGER newsroom_guard BEFORE INSERT OR UPDATE ON newsroom_publication
  FOR EACH ROW EXECUTE FUNCTION newsroom_guard_publication();
-- Publishing waits its turn like moving a disclosure, or each could miss the other (INV-14).
CREATE TRIGGER newsroom_turn BEFORE INSERT OR UPDATE ON newsroom_publication
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_take_turn();
CREATE CONSTRAINT TRIGGER newsroom_facts_first AFTER INSERT OR UPDATE ON newsroom_publication
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION newsroom_facts_first();
-- A disclosure is written with its change set, before anything can rest on it: only moves matter.
CREATE CONSTRAINT TRIGGER newsroom_facts_first AFTER UPDATE ON ledger_disclosure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION newsroom_facts_first();

SELECT ledger_protect_append_only('newsroom_edition', '{number}');
SELECT ledger_protect_append_only('newsroom_editiontext', '{}');
SELECT ledger_protect_append_only('newsroom_binding', '{}');
SELECT ledger_protect_append_only('newsroom_publication', '{visible}');
