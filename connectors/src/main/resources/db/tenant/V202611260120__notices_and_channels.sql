-- What CRMs tell us by themselves: hints to read records again, and the channels they come by. Old code runs beside it: it takes no hints.
alter table crm_connection
    -- Addresses for notices that were given out under an earlier number are refused.
    add column notice_version int not null default 1;

create table sync_hint (
    connection_id uuid not null constraint fk_sync_hint_connection references crm_connection on delete cascade,
    kind text not null constraint ck_sync_hint_kind check (kind in ('ACCOUNT', 'CONTACT')),
    external_id text not null constraint ck_sync_hint_external_id check (length(external_id) between 1 and 100),
    hinted_at timestamptz not null,
    -- How often it was told, so that one told again while it is read stays.
    times int not null default 1,
    constraint pk_sync_hint primary key (connection_id, kind, external_id)
);

-- Messages of the last hour, so that a repeated one costs no second reading.
create table sync_notice (
    connection_id uuid not null constraint fk_sync_notice_connection references crm_connection on delete cascade,
    digest text not null,
    taken_at timestamptz not null,
    constraint pk_sync_notice primary key (connection_id, digest)
);

create table crm_channel (
    connection_id uuid primary key constraint fk_crm_channel_connection references crm_connection on delete cascade,
    state text not null,
    -- Which of our addresses it was opened for; null while it is not open.
    opened_for text,
    opened_at timestamptz,
    open_until timestamptz,
    problem_code text,
    noticed_at timestamptz
);

grant select, insert, update, delete on sync_hint, sync_notice, crm_channel to ${tenantRole};
