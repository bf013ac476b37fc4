-- Which tenants exist and whose tokens they trust; the server may read both and write neither.
create table tenant (
    id uuid primary key,
    key text not null constraint uq_tenant_key unique
        constraint ck_tenant_key_form check (key ~ '^[a-z][a-z0-9-]{1,30}$'),
    name text not null,
    schema_name text not null constraint uq_tenant_schema_name unique,
    role_name text not null constraint uq_tenant_role_name unique,
    state text not null
        constraint ck_tenant_state check (state in ('PROVISIONING', 'ACTIVE', 'SUSPENDED', 'ERASING')),
    locale text not null,
    zone text not null,
    currency text not null constraint ck_tenant_currency check (currency ~ '^[A-Z]{3}$'),
    created_at timestamptz not null default now()
);

create table trusted_issuer (
    issuer text primary key,
    tenant_id uuid not null constraint fk_trusted_issuer_tenant references tenant,
    audience text not null,
    jwks text not null,
    allowed_origins text[] not null,
    created_at timestamptz not null default now()
);

create index ix_trusted_issuer_tenant on trusted_issuer (tenant_id);
create index ix_trusted_issuer_origin on trusted_issuer using gin (allowed_origins);

grant usage on schema platform to "${appRole}";
grant select on tenant, trusted_issuer to "${appRole}";
