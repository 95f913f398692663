-- Read models: what the journeys say, in two times. Each row holds on the days of "valid" and was known at the instants of "known".
-- Any figure is: where valid @> as_at and known @> as_known_at. Nothing is ever updated but the end of "known".
--
-- Written by the command that changes a journey, in its own transaction, and by the rebuild; nothing else writes here.

create schema if not exists read_models;

-- The columns every read model begins with.
create function read_models.create_table(in_schema text, in_name text, facts text) returns void language plpgsql as
$$
begin
  execute format(
    'create table %1$I.%2$I (
       tenant_id text not null,
       child_id uuid not null,
       item text not null,
       valid daterange not null,
       known tstzrange not null,
       %3$s
     )', in_schema, in_name, facts);
  -- One index for both sides. Writing: what stands now (no end of "known": null, which counts as a value here) is one row an item, found by
  -- the next command that changes it. Reading: a figure finds the rows of a child, whatever time it asks for; partial indexes by "known"
  -- would be of no use to it.
  execute format(
    'create unique index on %1$I.%2$I (tenant_id, child_id, item, upper(known)) nulls not distinct', in_schema, in_name);
end
$$;

create function read_models.create_tables(in_schema text) returns void language plpgsql as
$$
begin
  perform read_models.create_table(in_schema, 'child', '
    date_of_birth date,
    expected_date_of_birth date,
    sex text not null,
    ethnicity text,
    given_name text,
    family_name text,
    identifiers jsonb not null,
    unaccompanied_asylum_seeking boolean not null,
    national_transfer_scheme boolean not null,
    disabilities text[] not null,
    home_postcode text,
    sibling_group text,
    team text');

  perform read_models.create_table(in_schema, 'care_period', '
    started_on date not null,
    ended_on date,
    category_of_need text not null,
    legal_status_at_start text not null,
    end_reason text,
    end_planned boolean,
    when_i_am_ready boolean not null');
  -- Figures begin with an authority's children in care on a day: most have left since, and most rows known before have been replaced.
  execute format(
    'create index on %I.care_period (tenant_id, (coalesce(ended_on, ''infinity'')), (coalesce(upper(known), ''infinity'')))', in_schema);

  perform read_models.create_table(in_schema, 'legal_status', '
    started_on date not null,
    ended_on date,
    legal_status text not null');

  -- One row for each stretch of a placement over which its facts did not change. started_on, ended_on and what follows ended_how are
  -- those of the whole placement; valid is the stretch. stretch = 1 counts placements.
  perform read_models.create_table(in_schema, 'placement', '
    placement_id uuid not null,
    stretch integer not null,
    started_on date not null,
    ended_on date,
    kind text not null,
    category text not null,
    sector text not null,
    provider_id text,
    provider_name text,
    carer text,
    host_authority text,
    country text,
    location text not null,
    preference_band text,
    postcode text,
    registration text,
    framework boolean,
    emergency boolean not null,
    weekly_cost bigint,
    long_term_fostering boolean,
    also_approved_to_adopt boolean,
    out_of_county_reason text,
    referral_id uuid,
    ended_how text,
    planned boolean,
    end_reason text,
    ended_by text,
    notice_hours integer,
    broke_down boolean not null');
  -- Endings of a year.
  execute format('create index on %I.placement (tenant_id, ended_on)', in_schema);

  perform read_models.create_table(in_schema, 'absence', '
    absence_id uuid not null,
    kind text not null,
    is_temporary boolean not null,
    started_on date not null,
    start_time time,
    ended_on date,
    end_time time,
    returned boolean,
    placement_id uuid');

  perform read_models.create_table(in_schema, 'referral', '
    referral_id uuid not null,
    started_on date not null,
    ended_on date,
    urgency text not null,
    foster text not null,
    residential text not null,
    supported text not null,
    siblings_to_place_together integer not null,
    deprivation_of_liberty boolean not null,
    risks_to_child text[] not null,
    risks_to_others text[] not null,
    outcome text,
    placement_id uuid,
    approaches integer not null,
    offers integer not null');

  perform read_models.create_table(in_schema, 'offer', '
    offer_id uuid not null,
    referral_id uuid not null,
    started_on date not null,
    ended_on date,
    provider_id text,
    provider_name text,
    kind text,
    framework boolean,
    weekly_cost bigint,
    host_authority text,
    state text not null');

  perform read_models.create_table(in_schema, 'finding', '
    code text not null,
    severity text not null,
    found_on date not null,
    message text not null,
    entry_ids uuid[] not null');
end
$$;

select read_models.create_tables('read_models');

-- Who looked at what. Append-only; there is no switch to turn it off.
create table placements.read_audit (
  at timestamptz not null default clock_timestamp(),
  tenant_id text not null,
  -- Null: a list or a figure.
  child_id uuid,
  subject text not null,
  name text not null,
  operation text not null,
  -- False: the caller had no right to this child and was answered as if it did not exist.
  granted boolean not null
);
create index read_audit_child on placements.read_audit (tenant_id, child_id, at);
