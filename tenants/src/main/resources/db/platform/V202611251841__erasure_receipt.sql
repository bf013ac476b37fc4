-- What was erased with a tenant: counted before, kept after. Old code does not look at it.
create table erasure_receipt (
    tenant_id uuid primary key,
    tenant_key text not null,
    cluster text not null,
    schema_name text not null,
    role_name text not null,
    table_count int not null,
    row_count bigint not null,
    byte_count bigint not null,
    requested_by text,
    reason text,
    counted_at timestamptz not null,
    erased_at timestamptz
);

create index ix_erasure_receipt_key on erasure_receipt (tenant_key, counted_at);
