-- Which children a frozen return holds: so that whoever takes its files is written down for each of them.

create table returns.frozen_child (
  return_id uuid not null references returns.frozen (return_id) deferrable initially deferred,
  child_id uuid not null,
  primary key (return_id, child_id)
);
comment on table returns.frozen_child is
  'The children that a frozen return holds. Of a return that was made before this table came, they are found out when its files are asked for.';

create trigger frozen_for_good before update or delete or truncate on returns.frozen_child
for each statement execute function returns.refuse_change();
