-- Postcodes: where they are, and how far apart. Reference data, no read model: a rebuild leaves it alone, "load postcodes" replaces it.
-- The rules of 0002_reporting.sql hold here too.

create schema reference;
comment on schema reference is 'Facts about the world that others publish; each table says who.';

create table reference.postcode (
  -- Found by equality and sorted for nobody's eyes.
  postcode text collate "C" primary key,
  authority text,
  easting integer,
  northing integer,
  check ((easting is null) = (northing is null))
);
comment on table reference.postcode is
  'Postcodes of the United Kingdom, terminated ones included, after the ONS Postcode Directory (Open Government Licence v3.0; contains OS data '
  '© Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right; source: Office for National '
  'Statistics). A sample until the whole directory is loaded.';
comment on column reference.postcode.postcode is 'In capitals with one space: CF11 9XX.';
comment on column reference.postcode.authority is
  'GSS code of the authority in whose area it lies, the county where there are two tiers; null where there is none (Channel Islands, Isle of Man).';
comment on column reference.postcode.easting is
  'Metres east of the origin of the grid: the Irish grid for Northern Ireland (BT), else the national grid of Great Britain. Null if not known.';
comment on column reference.postcode.northing is 'Metres north of the origin of the grid; null if not known.';

create function reference.written_postcode(typed text) returns text language sql immutable parallel safe as
$$ select regexp_replace(upper(replace(typed, ' ', '')), '(...)$', ' \1') $$;
comment on function reference.written_postcode is
  'A postcode as reference.postcode writes it. What is no whole postcode becomes something that is not found there.';

create function reference.miles(from_place reference.postcode, to_place reference.postcode) returns numeric
language sql immutable parallel safe as
$$
  select case
    -- Two grids: a distance between them would be a number without a meaning.
    when (from_place.postcode like 'BT%') = (to_place.postcode like 'BT%') then round((
      sqrt((
        (to_place.easting - from_place.easting)::bigint * (to_place.easting - from_place.easting)
        + (to_place.northing - from_place.northing)::bigint * (to_place.northing - from_place.northing)
      )::double precision) / 1000 / 1.6093::double precision
    )::numeric, 1)
  end
$$;
comment on function reference.miles is
  'Straight line between two grid references in miles (metres / 1000 / 1.6093, the formula of the SSDA903 return), one decimal; null if one of '
  'them is not known, or only one of them lies in Northern Ireland, which has a grid of its own.';

create function reporting.miles_between(from_postcode text, to_postcode text) returns numeric language sql stable parallel safe as
$$
  select reference.miles(f, t) from reference.postcode f, reference.postcode t
  where f.postcode = reference.written_postcode(from_postcode) and t.postcode = reference.written_postcode(to_postcode)
$$;
comment on function reporting.miles_between is
  'Miles between two postcodes in any spelling, as reference.miles counts them; null if the directory does not know where one of them is.';

create function reporting.placement_distance_as_at(as_at date, as_known_at timestamptz)
returns table (authority text, child_id uuid, placement_id uuid, miles numeric) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, p.placement_id,
    case when not exists (
      select from read_models.child u
      where u.tenant_id = c.authority and u.child_id = c.child_id and u.unaccompanied_asylum_seeking
        and u.valid && daterange(null, as_at, '[]') and u.known @> as_known_at
    ) then reference.miles(home, placed) end
  from reporting.looked_after_as_at(as_at, as_known_at) c
  join read_models.placement p
    on p.tenant_id = c.authority and p.child_id = c.child_id and p.valid @> as_at and p.known @> as_known_at
  join read_models.child h
    on h.tenant_id = c.authority and h.child_id = c.child_id and h.valid @> as_at and h.known @> as_known_at
  left join reference.postcode home on home.postcode = reference.written_postcode(h.home_postcode)
  left join reference.postcode placed on placed.postcode = reference.written_postcode(p.postcode)
$$;
comment on function reporting.placement_distance_as_at is
  'How far from home each looked-after child lives on a day: one row a child who has a placement then. miles: from the home postcode to that of '
  'the placement, null while either is not known or withheld, and for a child who is or was an unaccompanied asylum seeker (SSDA903 rule 406).';
