-- Customers, where they come from, and how far each connection has been read. New tables: old code runs beside them.
create table customer (
    id uuid primary key,
    version bigint not null,
    name text not null constraint ck_customer_name_length check (char_length(name) between 1 and 500),
    registration_number text,
    phone text,
    website text,
    industry text,
    address text,
    owner_name text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index ix_customer_name on customer (name, id);

create table contact (
    id uuid primary key,
    customer_id uuid not null constraint fk_contact_customer references customer,
    name text not null constraint ck_contact_name_length check (char_length(name) between 1 and 500),
    email text,
    phone text,
    title text,
    updated_at timestamptz not null
);

create index ix_contact_customer on contact (customer_id);

create table crm_connection (
    id uuid primary key,
    provider text not null,
    name text not null,
    state text not null constraint ck_crm_connection_state check (state in ('ACTIVE', 'NEEDS_RECONNECT', 'PAUSED')),
    accounts_url text not null,
    api_url text not null,
    client_id text not null,
    client_secret_sealed text not null,
    refresh_token_sealed text not null,
    created_at timestamptz not null,
    -- The lease lets one worker pull at a time; the fence keeps a worker that lost it from writing.
    lease_until timestamptz,
    fence bigint not null default 0
);

create table customer_link (
    connection_id uuid not null constraint fk_customer_link_connection references crm_connection,
    kind text not null constraint ck_customer_link_kind check (kind in ('ACCOUNT', 'CONTACT')),
    external_id text not null,
    local_id uuid not null,
    fingerprint text not null,
    remote_modified_at timestamptz not null,
    synced_at timestamptz not null,
    deleted_at timestamptz,
    primary key (connection_id, kind, external_id),
    constraint uq_customer_link_local unique (connection_id, kind, local_id)
);

create index ix_customer_link_local on customer_link (local_id);

create table sync_cursor (
    connection_id uuid not null constraint fk_sync_cursor_connection references crm_connection,
    kind text not null,
    committed_hwm timestamptz,
    in_window boolean not null default false,
    window_since timestamptz,
    window_hwm timestamptz,
    page_token text,
    primary key (connection_id, kind)
);

create table sync_run (
    id uuid primary key,
    connection_id uuid not null constraint fk_sync_run_connection references crm_connection,
    kind text not null,
    outcome text not null constraint ck_sync_run_outcome check (outcome in ('RUNNING', 'DONE', 'FAILED')),
    started_at timestamptz not null,
    ended_at timestamptz,
    pages int not null default 0,
    created int not null default 0,
    updated int not null default 0,
    unchanged int not null default 0,
    quarantined int not null default 0,
    deleted int not null default 0,
    problem_code text
);

create index ix_sync_run_connection on sync_run (connection_id, started_at desc);

create table sync_quarantine (
    connection_id uuid not null constraint fk_sync_quarantine_connection references crm_connection,
    kind text not null,
    external_id text not null,
    code text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    tries int not null default 1,
    primary key (connection_id, kind, external_id)
);

grant select, insert, update, delete on customer, contact, customer_link, crm_connection, sync_cursor, sync_run, sync_quarantine to ${tenantRole};
