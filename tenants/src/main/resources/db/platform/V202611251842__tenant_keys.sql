-- Each tenant's own keys, sealed by a key outside the database, and their renewal. Old code does not look at them.
create table tenant_key (
    -- Erasing a tenant shreds its keys in the same transaction: what they sealed opens nowhere again.
    tenant_id uuid not null constraint fk_tenant_key_tenant references tenant on delete cascade,
    version integer not null constraint ck_tenant_key_version check (version > 0),
    keyset_sealed text not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, version)
);

create table key_rotation (
    id uuid primary key,
    request_key text constraint uq_key_rotation_request unique,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz
);

create unique index uq_key_rotation_running on key_rotation ((finished_at is null)) where finished_at is null;

create table tenant_key_rotation (
    rotation_id uuid not null constraint fk_tenant_key_rotation_rotation references key_rotation,
    tenant_id uuid not null constraint fk_tenant_key_rotation_tenant references tenant on delete cascade,
    state text not null constraint ck_tenant_key_rotation_state check (state in ('WAITING', 'QUEUED', 'DONE', 'FAILED')),
    -- The version that the tenant's secrets are sealed anew under; null until its keys were renewed.
    version integer,
    resealed integer not null default 0,
    failed integer not null default 0,
    primary key (rotation_id, tenant_id)
);

create index ix_tenant_key_rotation_tenant on tenant_key_rotation (tenant_id);

grant select, insert, update on tenant_key, key_rotation, tenant_key_rotation to "${appRole}";
