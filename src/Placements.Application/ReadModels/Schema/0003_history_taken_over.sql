-- What history taken over from returns needs: care that began on an unknown day, and children found by the code of their returns.

create function read_models.child_code(identifiers jsonb) returns text language sql immutable parallel safe as
$$ select left(jsonb_path_query_first(identifiers, '$[*] ? (@.scheme == "child_code").value') #>> '{}', 100) $$;
comment on function read_models.child_code is
  'The authority''s own code for the child, as its returns give it; cut to what an index takes, far beyond any code there is.';

-- A rebuild makes its tables with create_tables: the first version stays as it was, and this adds to it.
alter function read_models.create_tables(text) rename to create_first_tables;

create function read_models.add_history_taken_over(in_schema text) returns void language plpgsql as
$$
begin
  execute format('alter table %I.care_period add column began_earlier text', in_schema);
  execute format('create index on %I.child (tenant_id, read_models.child_code(identifiers))', in_schema);
end
$$;

create function read_models.create_tables(in_schema text) returns void language plpgsql as
$$
begin
  perform read_models.create_first_tables(in_schema);
  perform read_models.add_history_taken_over(in_schema);
end
$$;

select read_models.add_history_taken_over('read_models');
