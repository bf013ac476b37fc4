-- Schemas built ahead, so that a new tenant need not wait for one, and what operators did.
create table spare_schema (
    name text primary key constraint ck_spare_schema_name check (name ~ '^t_[a-z0-9]{13}$'),
    ready boolean not null default false,
    created_at timestamptz not null default now()
);

create table operation (
    id uuid primary key,
    at timestamptz not null default now(),
    actor_id text not null,
    actor_name text not null,
    action text not null,
    -- No foreign key: what was done to a tenant is known longer than the tenant.
    tenant_id uuid not null,
    tenant_key text not null,
    reason text
);

create index ix_operation_tenant on operation (tenant_id, at);
