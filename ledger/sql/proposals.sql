-- A proposal changes until it is signed; what was signed for stays as it was read.

-- The change set of a proposal is written by the transaction that signs it, and by no later one.
CREATE FUNCTION ledger_guard_proposal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.change_set_id IS NOT NULL THEN
    RAISE EXCEPTION 'INV-6: proposal % is recorded and stays as it was signed', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  ELSIF NEW.change_set_id IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_changeset c
        WHERE c.seq = NEW.change_set_id AND c.txid = pg_current_xact_id()::text::bigint) THEN
    RAISE EXCEPTION 'INV-5: a proposal names the change set that its own signature records'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER ledger_guard BEFORE INSERT OR UPDATE ON ledger_proposal
  FOR EACH ROW EXECUTE FUNCTION ledger_guard_proposal();
CREATE TRIGGER ledger_no_update BEFORE UPDATE OF id, label, act, made_at, origin ON ledger_proposal
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse();

SELECT ledger_protect_append_only('ledger_proposal',
  '{about,author_id,base,change_set_id,data,digest,effect,row,seq}');
