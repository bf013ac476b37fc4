-- On which PostgreSQL server each tenant stands, and its moves. Old code runs beside it: all stand on the home cluster.
alter table tenant add column cluster text not null default 'home';

create index ix_tenant_cluster on tenant (cluster);

create table tenant_move (
    id uuid primary key,
    -- No foreign key: a move is known longer than the tenant.
    tenant_id uuid not null,
    tenant_key text not null,
    from_cluster text not null,
    to_cluster text not null,
    phase text not null constraint ck_tenant_move_phase
        check (phase in ('PREPARE', 'COPY', 'CLOSE', 'CLEAN', 'DONE', 'FAILED')),
    percent int not null default 0 constraint ck_tenant_move_percent check (percent between 0 and 100),
    -- What opens the old place again if the move does not succeed after it was closed.
    reopening text,
    fault text,
    row_count bigint,
    copy_millis bigint,
    closed_millis bigint,
    requested_by text not null,
    created_at timestamptz not null default now(),
    ended_at timestamptz
);

create unique index uq_tenant_move_running on tenant_move (tenant_id) where phase not in ('DONE', 'FAILED');
create index ix_tenant_move_tenant on tenant_move (tenant_id, created_at desc);

grant select on tenant_move to "${appRole}";
