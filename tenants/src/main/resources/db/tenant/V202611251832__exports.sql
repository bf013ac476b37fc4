-- Exports of the tenant's own data, kept for a week; additive, old code can run beside it.
create table data_export (
    id uuid primary key,
    state text not null constraint ck_data_export_state check (state in ('RUNNING', 'READY', 'FAILED')),
    percent int not null default 0 constraint ck_data_export_percent check (percent between 0 and 100),
    bytes bigint,
    sha256 text,
    requested_by text not null,
    requested_at timestamptz not null,
    ended_at timestamptz,
    expires_at timestamptz not null
);

-- Some MB each, so that no node need hold a whole file.
create table data_export_part (
    export_id uuid not null constraint fk_data_export_part_export references data_export on delete cascade,
    position int not null,
    content bytea not null,
    primary key (export_id, position)
);

create index ix_data_export_requested on data_export (requested_at desc);

grant select, insert, update, delete on data_export, data_export_part to ${tenantRole};
