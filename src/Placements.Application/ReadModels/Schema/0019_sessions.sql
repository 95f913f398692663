-- Sessions of browsers. The key itself is in the cookie alone; the ticket says who it is for, sealed with the site's key for cookies.
create table placements.session (
  key_hash bytea primary key,
  subject text not null,
  ticket bytea not null,
  begun_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended_at timestamptz
);
create index on placements.session (ends_at);

-- What the database is for: the demo hands out tokens, so it must never run on what has been a site's.
create table placements.database_use (
  one boolean primary key default true check (one),
  use text not null check (use in ('demo', 'site'))
);
