-- Reference tables: children by authority and year, authorities with region and neighbours, bank holidays. Reference data, no read models:
-- a rebuild leaves them alone, "load" puts newer ones in their place. Rows are never overwritten: a load ends what is known no longer and
-- begins what is new, so a figure asked "as known at" an instant keeps the population, the regions and the holidays that were known then.
-- What ships with the program counts as always known. Reports read the tables by views in schema reporting, which a reading role may see.
-- The rules of 0002_reporting.sql hold here too.

create table reference.population (
  authority text collate "C" not null,
  year integer not null,
  children integer not null check (children > 0),
  source text not null,
  known tstzrange not null check (not isempty(known)),
  primary key (authority, year, known)
);
create unique index population_known_now on reference.population (authority, year) where upper_inf(known);
comment on table reference.population is
  'Children by authority and year, after the mid-year estimates of the Office for National Statistics (Open Government Licence v3.0). '
  'Until those are loaded it holds what ships with the program: one figure, which its source explains.';
comment on column reference.population.authority is 'GSS code of the authority.';
comment on column reference.population.year is 'The estimate is for 30 June of this year.';
comment on column reference.population.children is 'Children aged 0 to 17 who live there.';
comment on column reference.population.source is 'Who says so, and where.';
comment on column reference.population.known is 'From which load on, and up to which, the row was known.';

create view reporting.population as select * from reference.population;
comment on view reporting.population is 'Children aged 0 to 17 by authority and year, as known over time.';

create function reporting.population_on(in_authority text, on_day date, as_known_at timestamptz)
returns table (year integer, children integer) language sql stable parallel safe as
$$
  select p.year, p.children
  from reporting.population p
  where p.authority = in_authority and make_date(p.year, 6, 30) <= on_day and p.known @> as_known_at
  order by p.year desc
  limit 1
$$;
comment on function reporting.population_on is
  'Children aged 0 to 17 of an authority for a figure of this day: the latest mid-year estimate for a 30 June that is not after the day, '
  'among those known at the instant. No row if there is none.';

create table reference.authority (
  code text collate "C" not null,
  name text not null,
  country text not null,
  region text,
  known tstzrange not null check (not isempty(known)),
  primary key (code, known)
);
create unique index authority_known_now on reference.authority (code) where upper_inf(known);
comment on table reference.authority is
  'Authorities responsible for children''s services (Office for National Statistics, Open Government Licence v3.0). What ships: Wales, '
  'and England as in April 2021.';
comment on column reference.authority.code is 'GSS code, nine characters: W06000015 is Cardiff.';
comment on column reference.authority.name is 'Its name in English.';
comment on column reference.authority.country is 'wales, england, scotland or northern_ireland, as in placements.';
comment on column reference.authority.region is
  'Region within the country; null if none is given. What ships: the nine regions of England, the four of Welsh Government statistics.';
comment on column reference.authority.known is 'From which load on, and up to which, the row was known.';

create view reporting.authority as select * from reference.authority;
comment on view reporting.authority is 'Authorities with country and region, as known over time.';

create function reporting.authorities_known(as_known_at timestamptz)
returns table (code text, name text, country text, region text) language sql stable parallel safe as
$$ select a.code, a.name, a.country, a.region from reporting.authority a where a.known @> as_known_at $$;
comment on function reporting.authorities_known is 'The authorities that were known at an instant: one row each.';

create table reference.authority_neighbour (
  authority text collate "C" not null,
  neighbour text collate "C" not null check (neighbour <> authority),
  known tstzrange not null check (not isempty(known)),
  primary key (authority, neighbour, known)
);
create unique index authority_neighbour_known_now on reference.authority_neighbour (authority, neighbour) where upper_inf(known);
comment on table reference.authority_neighbour is
  'Which authorities lie beside which, by land. What ships: the neighbours of Welsh authorities, a list of our own; none is published.';
comment on column reference.authority_neighbour.authority is 'GSS code of the authority.';
comment on column reference.authority_neighbour.neighbour is 'GSS code of one beside it. Each pair stands here both ways round.';
comment on column reference.authority_neighbour.known is 'From which load on, and up to which, the row was known.';

create view reporting.authority_neighbour as select * from reference.authority_neighbour;
comment on view reporting.authority_neighbour is 'Which authorities lie beside which, as known over time.';

create function reporting.is_neighbour(authority text, other text, as_known_at timestamptz) returns boolean
language sql stable parallel safe as
$$
  select exists (
    select from reporting.authority_neighbour n
    where n.authority = is_neighbour.authority and n.neighbour = other and n.known @> as_known_at
  )
$$;
comment on function reporting.is_neighbour is
  'Whether the two authorities were known to lie beside each other. False also where nothing is known of either.';

create table reference.bank_holiday (
  division text collate "C" not null check (division in ('england_and_wales', 'scotland', 'northern_ireland')),
  day date not null,
  name text not null,
  known tstzrange not null check (not isempty(known)),
  primary key (division, day, known)
);
create unique index bank_holiday_known_now on reference.bank_holiday (division, day) where upper_inf(known);
comment on table reference.bank_holiday is
  'Bank holidays of the United Kingdom, after https://www.gov.uk/bank-holidays (Government Digital Service, Open Government Licence v3.0). '
  'What ships: 2015 to 2028.';
comment on column reference.bank_holiday.division is 'england_and_wales, scotland or northern_ireland: they keep different holidays.';
comment on column reference.bank_holiday.day is 'The day that is free, the substitute day where there is one.';
comment on column reference.bank_holiday.name is 'As gov.uk calls it.';
comment on column reference.bank_holiday.known is 'From which load on, and up to which, the row was known.';

create view reporting.bank_holiday as select * from reference.bank_holiday;
comment on view reporting.bank_holiday is 'Bank holidays, as known over time.';

-- 1 January of the year 1 is a Monday: whole weeks have five working days, and the days of a week that has begun count up to Friday.
create function reporting.weekdays_up_to(day date) returns integer language sql immutable parallel safe as
$$ select (day - date '0001-01-01') / 7 * 5 + least((day - date '0001-01-01') % 7 + 1, 5) $$;
comment on function reporting.weekdays_up_to is
  'How many Mondays to Fridays there were up to and including a day. Only differences of it mean anything.';

create function reporting.working_days_between(from_day date, to_day date, in_division text, as_known_at timestamptz) returns integer
language sql stable parallel safe as
$$
  select case when in_division in ('england_and_wales', 'scotland', 'northern_ireland') then
    reporting.weekdays_up_to(to_day) - reporting.weekdays_up_to(from_day) - sign(to_day - from_day)::integer * (
      select count(*)
      from reporting.bank_holiday h
      where h.division = in_division and h.day > least(from_day, to_day) and h.day <= greatest(from_day, to_day)
        and extract(isodow from h.day) < 6 and h.known @> as_known_at
    )::integer
  end
$$;
comment on function reporting.working_days_between is
  'Working days (Mondays to Fridays that are no bank holiday in the division) after from_day, up to and including to_day: 0 for the same '
  'day, negative where to_day is the earlier one, null if a date is null or there is no such division. Days beyond the bank holidays that '
  'were known count as if there were none.';

do
$$
declare
  said record;
begin
  for said in
    select v.relname, a.attname, col_description(t.oid, a.attnum) as meaning
    from pg_class t
    join pg_class v on v.relname = t.relname and v.relnamespace = 'reporting'::regnamespace and v.relkind = 'v'
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
    where t.relnamespace = 'reference'::regnamespace
  loop
    execute format('comment on column reporting.%I.%I is %L', said.relname, said.attname, said.meaning);
  end loop;
end
$$;
