-- Run once by the PostgreSQL image, when it makes the database: the role that the host serves with. It owns nothing. What serving needs it is
-- let by the owner at each start of the host.
\set password `cat /run/secrets/host_password`
create role placements_host login nosuperuser nocreatedb nocreaterole nobypassrls password :'password';
