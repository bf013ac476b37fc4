-- Tenants register their issuers themselves: keys by URL, where the claims stand, and names that stay taken. Old code runs beside it.
alter table trusted_issuer
    add column id uuid not null default gen_random_uuid() constraint uq_trusted_issuer_id unique,
    add column version bigint not null default 0,
    -- A withdrawn issuer is not believed, but its name never goes to another tenant.
    add column state text not null default 'TRUSTED'
        constraint ck_trusted_issuer_state check (state in ('TRUSTED', 'WITHDRAWN')),
    add column jwks_url text,
    -- When jwks was last got from jwks_url, until when it is fresh, when it was last tried, and what went wrong then.
    add column jwks_fetched_at timestamptz,
    add column jwks_fresh_until timestamptz,
    add column jwks_tried_at timestamptz,
    add column jwks_problem text,
    add column user_claim text not null default 'sub',
    add column name_claim text not null default 'name',
    add column roles_claim text not null default 'groups',
    add column teams_claim text,
    add constraint ck_trusted_issuer_fetched check ((jwks_url is null) = (jwks_fetched_at is null));
