-- Nothing unsigned is published, nothing price-sensitive before the exchange knows it (CL-19), and
-- what was decided about a frozen release stays on record.

CREATE FUNCTION newsroom_guard_history() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM newsroom_edition WHERE release_id = OLD.release_id) THEN
    RETURN OLD;  -- a draft that was never frozen may go, and what was written about it
  END IF;
  RAISE EXCEPTION '% of a release that was frozen stays as it is', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION newsroom_guard_emergency() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.confirmation_id IS NOT NULL OR NEW.confirmation_id IS NULL
     OR to_jsonb(NEW) - 'confirmation_id' <> to_jsonb(OLD) - 'confirmation_id' THEN
    RAISE EXCEPTION 'an emergency is only confirmed, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT FROM ledger_signature WHERE id = NEW.confirmation_id AND signer_id = NEW.declared_by_id) THEN
    RAISE EXCEPTION 'an emergency is confirmed by a second person' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'newsroom_emergency_second_person';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_signed_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE unsigned text;
BEGIN
  IF EXISTS (SELECT FROM newsroom_emergency WHERE edition_id = NEW.edition_id) THEN
    RETURN NULL;
  END IF;
  SELECT string_agg(part.scope, ', ') INTO unsigned FROM newsroom_editionscope part
    WHERE part.edition_id = NEW.edition_id AND part.is_needed AND NOT EXISTS (
      SELECT FROM ledger_signature s WHERE s.subject = 'newsroom.release:' || NEW.release_id
        AND s.scope = part.scope AND s.content_hash = part.sha256);
  IF unsigned IS NOT NULL OR NOT EXISTS (SELECT FROM newsroom_editionscope WHERE edition_id = NEW.edition_id) THEN
    RAISE EXCEPTION 'edition % is not signed: %', NEW.edition_id, coalesce(unsigned, 'it has no parts')
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'newsroom_publication_signed';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION newsroom_after_exchange() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE early bigint;
BEGIN
  SELECT p.id INTO early FROM newsroom_publication p JOIN newsroom_release r ON r.id = p.release_id
    WHERE r.id = CASE TG_TABLE_NAME WHEN 'newsroom_release' THEN (to_jsonb(NEW)->>'id')::bigint
                 ELSE (to_jsonb(NEW)->>'release_id')::bigint END
      AND NOT isempty(p.visible) AND r.is_price_sensitive
      AND (r.exchange_announced_at IS NULL OR lower(p.visible) < r.exchange_announced_at) LIMIT 1;
  IF early IS NOT NULL THEN
    RAISE EXCEPTION 'CL-19: publication % would be public before the announcement at the exchange', early
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'newsroom_publication_after_exchange';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER newsroom_guard BEFORE INSERT ON newsroom_editionscope FOR EACH ROW EXECUTE FUNCTION newsroom_guard_part();
CREATE TRIGGER newsroom_guard BEFORE UPDATE ON newsroom_emergency FOR EACH ROW EXECUTE FUNCTION newsroom_guard_emergency();
CREATE TRIGGER newsroom_history BEFORE UPDATE OR DELETE ON newsroom_step
  FOR EACH ROW EXECUTE FUNCTION newsroom_guard_history();
CREATE TRIGGER newsroom_history BEFORE UPDATE OR DELETE ON newsroom_revision
  FOR EACH ROW EXECUTE FUNCTION newsroom_guard_history();
CREATE CONSTRAINT TRIGGER newsroom_signed_first AFTER INSERT ON newsroom_publication
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION newsroom_signed_first();
CREATE CONSTRAINT TRIGGER newsroom_after_exchange AFTER INSERT OR UPDATE ON newsroom_publication
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION newsroom_after_exchange();
CREATE CONSTRAINT TRIGGER newsroom_after_exchange AFTER UPDATE ON newsroom_release
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION newsroom_after_exchange();

SELECT ledger_protect_append_only('newsroom_editionscope', '{}');
SELECT ledger_protect_append_only('newsroom_emergency', '{confirmation_id}');
SELECT ledger_protect_append_only('newsroom_impact', '{}');
SELECT ledger_protect_append_only('newsroom_impactdecision', '{}');
