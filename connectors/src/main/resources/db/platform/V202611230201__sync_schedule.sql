-- Which connections are due, in one place, so that no timer loops over schemas. Holds no content.
create table sync_schedule (
    tenant_id uuid not null,
    connection_id uuid not null,
    next_at timestamptz not null,
    primary key (tenant_id, connection_id)
);

create index ix_sync_schedule_next on sync_schedule (next_at);

grant select, insert, update, delete on sync_schedule to "${appRole}";
