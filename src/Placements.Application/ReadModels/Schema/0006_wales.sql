-- Wales: the measures of the performance framework, from the figures of 0002 alone; and the codes of the children looked after census,
-- which a council can correct without waiting for a release.

create function reporting.wales_measures_as_at(as_at date, as_known_at timestamptz, authorities text[], teams text[])
returns table (measure text, title text, count bigint, note text) language sql stable parallel safe as
$$
  select m.*
  from (
    select count(*) as looked_after
    from reporting.looked_after_as_at(as_at, as_known_at) c
    where c.authority = any(authorities) and reporting.seen_by(c.authority, c.child_id, teams)
  ) cared
  cross join (
    select count(*) as short_breaks
    from reporting.short_breaks_as_at(as_at, as_known_at) c
    where c.authority = any(authorities) and reporting.seen_by(c.authority, c.child_id, teams)
  ) breaks
  cross join (
    select count(*) filter (where s.three_or_more) as three_or_more
    from reporting.stability_as_at(as_at, as_known_at) s
    where s.authority = any(authorities) and reporting.seen_by(s.authority, s.child_id, teams)
  ) moved
  cross join (
    select
      count(*) filter (where coalesce(p.kind, '') not in ('with_parents', 'kinship_foster_care')) as not_with_family,
      count(*) filter (where p.location = 'elsewhere_in_wales') as elsewhere_in_wales,
      count(*) filter (where p.location = 'outside_wales') as outside_wales
    from reporting.out_of_county_as_at(as_at, as_known_at) p
    where p.authority = any(authorities) and reporting.seen_by(p.authority, p.child_id, teams)
  ) placed
  cross join lateral (values
    ('CH/039', 'Children looked after', cared.looked_after, 'Short breaks apart. Published for 31 March; here for the day asked about.'),
    ('CH/040', 'Children on short breaks under section 76', breaks.short_breaks, 'Counted apart: none of them is in CH/039.'),
    ('CH/043', 'Looked after, with three or more placements in the year', moved.three_or_more,
      'Of CH/039, from 1 April up to the day, by the counting rule in force (reporting.counting_rule).'),
    ('CH/046', 'Looked after, not placed with parents, family or friends', placed.not_with_family,
      'Of CH/039, without placements with parents and with kinship foster carers. A child without a placement counts.'),
    ('CH/047', 'Looked after, placed in Wales outside the responsible authority', placed.elsewhere_in_wales,
      'Of CH/039, whatever the kind of home.'),
    ('CH/048', 'Looked after, placed outside Wales', placed.outside_wales, 'Of CH/039, whatever the kind of home.')
  ) m (measure, title, count, note)
$$;
comment on function reporting.wales_measures_as_at is
  'Counts of the Welsh performance framework for the children of these authorities and teams: one row a measure. Wording of the measures: '
  'domain reference 3.1. Not rounded: published counts go to the nearest 5.';

create function reporting.wales_reconciliation_as_at(as_at date, as_known_at timestamptz, authorities text[], teams text[])
returns table (
  looked_after bigint, in_county bigint, elsewhere_in_wales bigint, outside_wales bigint, unknown_location bigint,
  without_placement bigint, out_of_county_percent numeric, not_in_county_percent numeric
) language sql stable parallel safe as
$$
  select
    c.*, reporting.percent(c.elsewhere_in_wales + c.outside_wales, c.looked_after),
    reporting.percent(c.looked_after - c.in_county, c.looked_after)
  from (
    select
      (
        select count(*) from reporting.looked_after_as_at(as_at, as_known_at) l
        where l.authority = any(authorities) and reporting.seen_by(l.authority, l.child_id, teams)
      ) as looked_after,
      count(*) filter (where p.location = 'in_county') as in_county,
      count(*) filter (where p.location = 'elsewhere_in_wales') as elsewhere_in_wales,
      count(*) filter (where p.location = 'outside_wales') as outside_wales,
      count(*) filter (where p.location = 'unknown' and p.placement_id is not null) as unknown_location,
      count(*) filter (where p.placement_id is null) as without_placement
    from reporting.out_of_county_as_at(as_at, as_known_at) p
    where p.authority = any(authorities) and reporting.seen_by(p.authority, p.child_id, teams)
  ) c
$$;
comment on function reporting.wales_reconciliation_as_at is
  'Whether the location measures account for every child looked after: one row. in_county + elsewhere_in_wales (CH/047) + outside_wales '
  '(CH/048) + unknown_location + without_placement = looked_after (CH/039). out_of_county_percent: (CH/047 + CH/048) of CH/039. '
  'not_in_county_percent: what is left of CH/039 without the children placed in county. The two differ by the children whose location the '
  'record does not say; while there are any, neither percentage is final.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Codes of the census. The list itself could not be had when this was written, so each code says how sure it is, and a council that has
-- the list puts it right here. Rows are only ever added: a later row wins over an earlier one, a council's over what was shipped.

create schema if not exists reference;
comment on schema reference is 'Code lists and other knowledge that is no case data.';

create table reference.wales_code (
  version bigint generated always as identity primary key,
  authority text,
  code_list text not null,
  our_value text not null,
  code text,
  meaning text not null,
  from_year integer,
  to_year integer,
  confidence text not null check (confidence in ('confirmed', 'likely', 'not_confirmed')),
  evidence text not null,
  corrected_by text,
  corrected_by_name text,
  recorded_at timestamptz not null default clock_timestamp(),
  check (from_year <= to_year),
  check ((authority is null) = (corrected_by is null) and (authority is null) = (corrected_by_name is null))
);
create index on reference.wales_code (code_list, our_value, version);
comment on table reference.wales_code is
  'Codes of the Welsh children looked after census beside our values. Rows are added, never changed; reference.wales_codes_of says which hold.';
comment on column reference.wales_code.authority is 'GSS code of the council that corrected the code; null: shipped with the program.';
comment on column reference.wales_code.our_value is
  'A value of ours, or several facts that decide together: foster_care/independent_agency/outside.';
comment on column reference.wales_code.code is 'Null: the census has the meaning, but its code is not known yet.';
comment on column reference.wales_code.from_year is
  'First return year in which the code is used; 2026 is the year to 31 March 2026. Null: since ever.';
comment on column reference.wales_code.to_year is 'Last return year in which the code is used; null: still.';
comment on column reference.wales_code.confidence is 'How far the code can be relied on: confirmed, likely or not_confirmed.';
comment on column reference.wales_code.evidence is 'Where the code was read, or what it is inferred from.';
comment on column reference.wales_code.corrected_by is 'Who corrected it, as in the token; null: shipped.';
comment on column reference.wales_code.recorded_at is 'Since when the row counts; -infinity for what was shipped first, which always counted.';

create function reference.wales_codes_of(in_authority text, in_year integer, as_known_at timestamptz)
returns setof reference.wales_code language sql stable parallel safe as
$$
  select distinct on (c.code_list, c.our_value) c.*
  from reference.wales_code c
  where (c.authority is null or c.authority = in_authority) and c.recorded_at <= as_known_at
    and in_year between coalesce(c.from_year, in_year) and coalesce(c.to_year, in_year)
  order by c.code_list, c.our_value, c.authority is null, c.version desc
$$;
comment on function reference.wales_codes_of is
  'The codes that hold for an authority in a return year, as known at an instant: one row a value. A correction of the authority wins over '
  'what was shipped, the latest over earlier ones.';
