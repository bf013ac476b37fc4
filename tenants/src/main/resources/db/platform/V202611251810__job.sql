-- What is to be done for tenants beside their requests: ids and times, no content. Old code does not look at it.
create table job (
    id uuid not null,
    tenant_id uuid not null,
    -- Whose transaction added it; the row belongs to this role, whatever tenant_id says.
    tenant_role text collate "C" not null default current_user,
    kind text not null constraint ck_job_kind check (kind ~ '^[a-z][a-z0-9.-]{1,60}$'),
    key text constraint ck_job_key check (length(key) <= 200),
    ref jsonb not null default '{}' constraint ck_job_ref_small check (octet_length(ref::text) <= 2000),
    state text not null constraint ck_job_state check (state in ('WAITING', 'READY', 'RUNNING', 'FAILED')),
    run_at timestamptz not null default now(),
    -- The pause before a recurring job's next turn; null for one that is done once.
    repeat_seconds integer constraint ck_job_repeat check (repeat_seconds > 0),
    attempts integer not null default 0,
    -- It was added again while it ran, so it runs once more.
    again boolean not null default false,
    fence bigint not null default 0,
    owner text,
    lease_until timestamptz,
    failed_at timestamptz,
    problem text,
    created_at timestamptz not null default now(),
    constraint pk_job primary key (tenant_role, id),
    constraint ck_job_lease check ((state = 'RUNNING') = (lease_until is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

create unique index uq_job_key on job (tenant_role, kind, key) where key is not null;
create index ix_job_ready on job (tenant_role, run_at, id) where state = 'READY';
create index ix_job_waiting on job (run_at) where state = 'WAITING';
create index ix_job_running on job (tenant_role) where state = 'RUNNING';
create index ix_job_failed on job (tenant_role, failed_at, id) where failed_at is not null;

alter table job enable row level security;
create policy own_jobs on job using (tenant_role = current_user) with check (tenant_role = current_user);
create policy workers on job to "${appRole}" using (true) with check (true);

grant usage on schema platform to public;
grant select, insert, update, delete on job to public;
