-- What the figures of referrals and searches need: with whom the child can live, parent and baby together, what lies behind the need,
-- and the days on which providers were approached, without which nobody can say how far a search had come by a day.

-- A rebuild makes its tables with create_tables: what there was stays as it was, and this adds to it.
alter function read_models.create_tables(text) rename to create_tables_before_referral_needs;

create function read_models.add_referral_needs(in_schema text) returns void language plpgsql as
$$
begin
  -- Rows that stand: no entry could tell of parent and baby or of circumstances until now, so that these defaults are what a rebuild would
  -- write. With whom the child can live, and when providers were approached, the entries do tell: null until a rebuild.
  execute format(
    'alter table %I.referral
       add column living_with text,
       add column parent_and_child boolean not null default false,
       add column circumstances text[] not null default ''{}'',
       add column approached_on date[]', in_schema);
  -- From now on every row says it itself.
  execute format(
    'alter table %I.referral alter column parent_and_child drop default, alter column circumstances drop default', in_schema);
end
$$;

create function read_models.create_tables(in_schema text) returns void language plpgsql as
$$
begin
  perform read_models.create_tables_before_referral_needs(in_schema);
  perform read_models.add_referral_needs(in_schema);
end
$$;

select read_models.add_referral_needs('read_models');
