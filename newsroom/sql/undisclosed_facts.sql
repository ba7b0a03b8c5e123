-- INV-14 as before, with what was undisclosed since: a fact that was public when its page began
-- keeps that page on record, and no page begins while the fact is hidden.
CREATE OR REPLACE FUNCTION newsroom_facts_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE early record;
BEGIN
  IF TG_TABLE_NAME = 'newsroom_publication' THEN
    SELECT p.edition_id, fact.seq INTO early FROM newsroom_publication p
      CROSS JOIN LATERAL newsroom_rests_on(p.edition_id) fact(seq)
      WHERE p.id = NEW.id AND NOT isempty(p.visible) AND NOT ledger_was_public(fact.seq, lower(p.visible)) LIMIT 1;
  ELSE
    SELECT p.edition_id, NEW.change_set_id AS seq INTO early FROM newsroom_publication p
      WHERE NOT isempty(p.visible) AND p.edition_id IN (
        SELECT edition_id FROM newsroom_binding WHERE change_set_id = NEW.change_set_id
        UNION SELECT id FROM newsroom_edition WHERE announces @> ARRAY[NEW.change_set_id])
      AND NOT ledger_was_public(NEW.change_set_id, lower(p.visible)) LIMIT 1;
  END IF;
  IF early.edition_id IS NOT NULL THEN
    RAISE EXCEPTION 'INV-14: edition % would be public before change set % that it rests on',
      early.edition_id, early.seq USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'ledger_shown_while_hidden';
  END IF;
  RETURN NULL;
END $$;
