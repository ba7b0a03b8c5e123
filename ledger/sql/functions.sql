-- Functions that columns, checks and triggers rely on; replaced only by the owner.

CREATE FUNCTION ledger_now() RETURNS timestamptz
LANGUAGE sql VOLATILE AS $$ SELECT clock_timestamp() $$;

-- sha256 of the text as stored, in hexadecimal; keys translations to the wording that they translate.
CREATE FUNCTION ledger_text_hash(content text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT encode(sha256(convert_to(content, 'UTF8')), 'hex') $$;

-- INV-3: do two days and a precision make one imprecise date? Never null, so that a CHECK can rely on it.
CREATE FUNCTION ledger_date_fits(earliest date, latest date, fineness text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(CASE fineness
    WHEN 'day' THEN earliest = latest
    WHEN 'bounded' THEN (earliest IS NOT NULL OR latest IS NOT NULL) AND coalesce(earliest <= latest, true)
    WHEN 'month' THEN extract(day FROM earliest) = 1
      AND latest >= earliest AND latest < (earliest + interval '1 month')::date
    WHEN 'quarter' THEN extract(day FROM earliest) = 1 AND extract(month FROM earliest) IN (1, 4, 7, 10)
      AND latest >= earliest AND latest < (earliest + interval '3 months')::date
    WHEN 'half' THEN extract(day FROM earliest) = 1 AND extract(month FROM earliest) IN (1, 7)
      AND latest >= earliest AND latest < (earliest + interval '6 months')::date
    WHEN 'year' THEN extract(day FROM earliest) = 1 AND extract(month FROM earliest) = 1
      AND latest >= earliest AND latest < (earliest + interval '1 year')::date
  END, false)
$$;
