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
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmation_id IS NOT NULL THEN
      RAISE EXCEPTION 'an emergency is confirmed afterwards' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.confirmation_id IS NOT NULL OR NEW.confirmation_id IS NULL
     OR to_jsonb(NEW) - 'confirmation_id' <> to_jsonb(OLD) - 'confirmation_id' THEN
    RAISE EXCEPTION 'an emergency is only confirmed, once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM ledger_signature WHERE id = NEW.confirmation_id AND signer_id <> NEW.declared_by_id
                 AND subject = 'newsroom.emergency:' || NEW.edition_id) THEN
    RAISE EXCEPTION 'an emergency is confirmed by a second person' USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'newsroom_emergency_second_person';
  END IF;
  RETURN NEW;
END $$;

-- What is signed of a text, as `newsroom.scopes` computes it. It is called by hand, so the columns that
-- later migrations add are named when it runs.
CREATE FUNCTION newsroom_text_hash(kind text, release_kind text, content newsroom_editiontext) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE whole jsonb := to_jsonb(content); words text;
BEGIN
  SELECT string_agg(to_json(word)::text, ',' ORDER BY n) INTO words FROM unnest(ARRAY[
    CASE WHEN kind IN ('withdrawal', 'removal') THEN kind ELSE '' END, release_kind, content.slug,
    content.title, content.summary, content.note, ledger_text_hash(content.article)]) WITH ORDINALITY AS listed(word, n);
  RETURN ledger_text_hash(format('[%s,%s,%s]', words, replace(whole->>'images', ', ', ','),
                                 replace(whole->>'files', ', ', ',')));
END $$;

-- Whether a signature still counts for an edition: not when the release was public since with other
-- words in that part. An earlier text comes back by a new signature only.
CREATE FUNCTION newsroom_holds(signature bigint, asked bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM ledger_signature signed
    JOIN newsroom_step step ON step.signature_id = signed.id
    JOIN newsroom_edition later ON later.release_id = step.release_id AND later.id > step.edition_id AND later.id < asked
    JOIN newsroom_publication p ON p.edition_id = later.id AND lower(p.visible) <= ledger_now()
    JOIN newsroom_editionscope part ON part.edition_id = later.id AND part.scope = signed.scope
    WHERE signed.id = signature AND part.sha256 <> signed.content_hash)
$$;

CREATE FUNCTION newsroom_signed_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE altered text; unsigned text;
BEGIN
  SELECT string_agg(t.locale, ', ') INTO altered FROM newsroom_editiontext t JOIN newsroom_edition e ON e.id = t.edition_id
    WHERE t.edition_id = NEW.edition_id AND NOT EXISTS (
      SELECT FROM newsroom_editionscope part WHERE part.edition_id = t.edition_id AND part.scope = t.locale
        AND part.sha256 = newsroom_text_hash(e.kind, e.release_kind, t));
  IF altered IS NOT NULL THEN
    RAISE EXCEPTION 'edition % is not what it was when it was frozen: %', NEW.edition_id, altered
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'newsroom_publication_unaltered';
  END IF;
  IF EXISTS (SELECT FROM newsroom_emergency WHERE edition_id = NEW.edition_id) THEN
    RETURN NULL;
  END IF;
  SELECT string_agg(part.scope, ', ') INTO unsigned FROM newsroom_editionscope part
    WHERE part.edition_id = NEW.edition_id AND part.is_needed AND NOT EXISTS (
      SELECT FROM ledger_signature s WHERE s.subject = 'newsroom.release:' || NEW.release_id
        AND s.scope = part.scope AND s.content_hash = part.sha256 AND newsroom_holds(s.id, NEW.edition_id));
  IF unsigned IS NOT NULL OR NOT EXISTS (SELECT FROM newsroom_editionscope WHERE edition_id = NEW.edition_id) THEN
    RAISE EXCEPTION 'edition % is not signed: %', NEW.edition_id, coalesce(unsigned, 'it has no parts')
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'newsroom_publication_signed';
  END IF;
  RETURN NULL;
END $$;

-- As before, and by the latest clock on record: one that was set back does not make what was public
-- something that lies ahead and may be taken back.
CREATE OR REPLACE FUNCTION newsroom_guard_publication() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE latest timestamptz;
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
  latest := greatest(ledger_now(), (SELECT max(decided_at) FROM newsroom_publication),
                     (SELECT max(recorded_at) FROM ledger_changeset));
  IF lower(NEW.visible) IS DISTINCT FROM lower(OLD.visible)
     AND (isempty(OLD.visible) OR lower(OLD.visible) <= latest
          OR lower(NEW.visible) < transaction_timestamp()) THEN
    RAISE EXCEPTION 'INV-11: a publication that has started keeps its start' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT isempty(NEW.visible) AND upper(NEW.visible) IS DISTINCT FROM upper(OLD.visible)
     AND (upper(OLD.visible) <= latest OR upper(NEW.visible) < transaction_timestamp()) THEN
    RAISE EXCEPTION 'INV-11: a past end of a publication never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION newsroom_after_exchange() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE early bigint;
BEGIN
  IF TG_TABLE_NAME = 'newsroom_publication' THEN  -- whoever moves the announcement meanwhile comes first
    PERFORM FROM newsroom_release WHERE id = (to_jsonb(NEW)->>'release_id')::bigint FOR SHARE;
  END IF;
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
CREATE TRIGGER newsroom_guard BEFORE INSERT OR UPDATE ON newsroom_emergency FOR EACH ROW EXECUTE FUNCTION newsroom_guard_emergency();
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
