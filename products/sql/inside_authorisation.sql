-- INV-8: current possible indication periods lie inside the union of the current possible
-- periods of their authorisation in status granted or suspended.
CREATE FUNCTION products_outlived(subject bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM products_indicationversion w JOIN products_indication i ON i.id = w.indication_id
    WHERE i.authorisation_id = subject AND w.closed_by_id IS NULL
      AND NOT (SELECT coalesce(range_agg(daterange(a.from_earliest, a.to_latest)), '{}'::datemultirange)
               FROM products_authorisationversion a
               WHERE a.authorisation_id = subject AND a.closed_by_id IS NULL
                 AND a.status IN ('granted', 'suspended'))
              @> daterange(w.from_earliest, w.to_latest))
$$;

CREATE FUNCTION products_inside_authorisation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE subject bigint;
BEGIN
  IF TG_TABLE_NAME = 'products_authorisationversion' THEN
    subject := NEW.authorisation_id;
  ELSE
    SELECT authorisation_id INTO subject FROM products_indication WHERE id = NEW.indication_id;
  END IF;
  IF products_outlived(subject) THEN
    RAISE EXCEPTION 'INV-8: an indication of authorisation % outlives it', subject
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER products_inside_authorisation AFTER INSERT OR UPDATE ON products_authorisationversion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION products_inside_authorisation();
CREATE CONSTRAINT TRIGGER products_inside_authorisation AFTER INSERT OR UPDATE ON products_indicationversion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION products_inside_authorisation();
