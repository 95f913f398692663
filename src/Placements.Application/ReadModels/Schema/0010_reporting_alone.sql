-- A reporting tool's role is to see schema reporting and nothing else. Functions run with the rights of who asks, and must do so: one that
-- ran with its owner's would not be pulled into the query around it, and a filter would no longer reach the indexes. So the figures read
-- views, which do read with their owner's rights: the read models without what names a child or a place.
--
-- A rebuild puts other tables in the place of read_models. It turns the views to them by calling the function below; replaced, they keep
-- their comments and whom they were granted to.

create function reporting.turn_to_read_models() returns void language sql as
$$
  create or replace view reporting.recorded_child as
    select
      tenant_id, child_id, item, valid, known, date_of_birth, expected_date_of_birth, sex, ethnicity, unaccompanied_asylum_seeking,
      national_transfer_scheme, disabilities, sibling_group, team
    from read_models.child;

  create or replace view reporting.recorded_care_period as
    select
      tenant_id, child_id, item, valid, known, started_on, ended_on, category_of_need, legal_status_at_start, end_reason, end_planned,
      when_i_am_ready, began_earlier
    from read_models.care_period;

  create or replace view reporting.recorded_legal_status as
    select tenant_id, child_id, item, valid, known, started_on, ended_on, legal_status
    from read_models.legal_status;

  create or replace view reporting.recorded_placement as
    select
      tenant_id, child_id, item, valid, known, placement_id, stretch, started_on, ended_on, kind, category, sector, provider_id,
      -- Carers are people: their code tells homes apart here, and no more.
      provider_name, md5(carer) as carer, host_authority, country, location, preference_band, registration, framework, emergency,
      weekly_cost, long_term_fostering, also_approved_to_adopt, out_of_county_reason, referral_id, ended_how, planned, end_reason,
      ended_by, notice_hours, broke_down
    from read_models.placement;

  create or replace view reporting.recorded_absence as
    select
      tenant_id, child_id, item, valid, known, absence_id, kind, is_temporary, started_on, start_time, ended_on, end_time, returned,
      placement_id
    from read_models.absence;

  create or replace view reporting.recorded_referral as
    select
      tenant_id, child_id, item, valid, known, referral_id, started_on, ended_on, urgency, foster, residential, supported,
      siblings_to_place_together, deprivation_of_liberty, risks_to_child, risks_to_others, outcome, placement_id, approaches, offers,
      living_with, parent_and_child, circumstances, approached_on
    from read_models.referral;

  create or replace view reporting.recorded_offer as
    select
      tenant_id, child_id, item, valid, known, offer_id, referral_id, started_on, ended_on, provider_id, provider_name, kind, framework,
      weekly_cost, host_authority, state
    from read_models.offer;
$$;
comment on function reporting.turn_to_read_models is
  'Makes the views recorded_* read the tables that now stand in read_models. A rebuild calls it; nobody else need.';

select reporting.turn_to_read_models();

comment on view reporting.recorded_child is
  'Details of children in two times: each row held on the days of valid and was known at the instants of known. No names, codes or addresses.';
comment on view reporting.recorded_care_period is 'Periods of care in two times.';
comment on view reporting.recorded_legal_status is 'Legal statuses in two times.';
comment on view reporting.recorded_placement is
  'Placements in two times: a row for each stretch over which the facts of the placement stayed the same. No addresses.';
comment on view reporting.recorded_absence is 'Absences from placements in two times.';
comment on view reporting.recorded_referral is 'Searches for a home in two times.';
comment on view reporting.recorded_offer is 'Offers that providers made, in two times.';

-- A column means the same in whichever of them it stands.
do
$$
declare
  said record;
begin
  for said in
    select c.relname, a.attname, coalesce(m.meaning, 'As in the code list of this name, or in the facts recorded.') as meaning
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join (values
      ('tenant_id', 'GSS code of the responsible authority.'),
      ('child_id', 'The child; the key to join on.'),
      ('item', 'Names the thing that the row is about, within the child.'),
      ('valid', 'Days in the child''s life on which the row held.'),
      ('known', 'Instants at which the row was what the record said; without an end: still.'),
      ('started_on', 'First day.'),
      ('ended_on', 'First day after it; null while it goes on.'),
      ('began_earlier', 'Why the first day is that of the record, where care began before it on a day not known.'),
      ('disabilities', 'Kinds of disability recorded; empty without any.'),
      ('sibling_group', 'The same for brothers and sisters who are recorded as a group.'),
      ('team', 'Team that works with the child; null: every team of the authority.'),
      ('stretch', 'Number of the stretch within the placement; 1 stands for its beginning.'),
      ('carer', 'The same for the same carer; not the carer''s code.'),
      ('weekly_cost', 'In pence.'),
      ('location', 'in_county, elsewhere_in_wales, outside_wales, or unknown.'),
      ('preference_band', 'Of CPPCR 2015 reg. 12; null in county and where the facts do not say.'),
      ('notice_hours', 'Hours of notice given.'),
      ('approaches', 'Providers approached, on whatever day.'),
      ('approached_on', 'The day of each approach.'),
      ('circumstances', 'What lies behind the need; a value may stand twice.'),
      ('offers', 'Offers received.'),
      ('state', 'open, withdrawn or declined.')
    ) m (name, meaning) on m.name = a.attname
    where c.relnamespace = 'reporting'::regnamespace and c.relname like 'recorded\_%'
  loop
    execute format('comment on column reporting.%I.%I is %L', said.relname, said.attname, said.meaning);
  end loop;
end
$$;

-- The figures so far read the views from here on. Distances alone need addresses, and stay with the host.
do
$$
declare
  figure record;
begin
  for figure in
    select pg_get_functiondef(p.oid) as text
    from pg_proc p
    where p.pronamespace = 'reporting'::regnamespace and p.prosrc like '%read\_models.%'
      and p.proname not in ('turn_to_read_models', 'placement_distance_as_at')
  loop
    execute replace(figure.text, 'read_models.', 'reporting.recorded_');
  end loop;
end
$$;

create function reporting.let_read(who regrole) returns void language plpgsql as
$$
begin
  execute format('grant usage on schema reporting to %s', who);
  execute format('grant select on all tables in schema reporting to %s', who);
end
$$;
comment on function reporting.let_read is
  'Lets a role read schema reporting: run it as the owner of the database, again after an update that brought new figures.';
revoke execute on function reporting.let_read, reporting.turn_to_read_models from public;
