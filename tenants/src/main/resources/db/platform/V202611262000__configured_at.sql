-- When a tenant's settings, people, roles or teams were last about to change: what was read of them before is not
-- trusted for long, see ConfigurationMemory. Old code does not tell; what it changes acts within five minutes elsewhere.
alter table tenant add column configured_at timestamptz not null default now();

-- The server may say that a tenant changes itself, and nothing else.
grant update (configured_at) on tenant to "${appRole}";
