-- What both sides agreed on last, so that either may change: three-way merge, outgoing changes, history, conflicts.
-- Old code runs beside it: it writes links without a base, which the next pull fills in.
alter table crm_connection
    add column options jsonb not null default '{}',
    add column notice_secret_sealed text,
    add column paused_reason text,
    add column mapping_version int not null default 0,
    -- Where a new customer of ours goes that no CRM knows yet.
    add column takes_new boolean not null default true,
    -- How many deletions a person has allowed the next run to follow, beyond the brake.
    add column deletions_accepted int not null default 0;

alter table customer add column edited_at timestamptz;

alter table contact
    add column version bigint not null default 1,
    add column edited_at timestamptz;

alter table customer_link
    -- Our fields by name as both sides held them last; null until the first pull by new code.
    add column base jsonb,
    -- Fingerprint of what we sent last, until the CRM shows something else.
    add column last_out_fp text,
    add column last_out_at timestamptz,
    add column revision text,
    -- We created the record there: a second one like it is our own doubled write.
    add column created_by_us boolean not null default false,
    -- The pull that made our record; null for what old code linked or we created there.
    add column created_run uuid,
    add column rounds int not null default 0,
    add column rounds_since timestamptz;

-- A record that we sent is recognised when the CRM lists it under another id.
create index ix_customer_link_out on customer_link (connection_id, kind, last_out_at) where created_by_us;

alter table sync_cursor
    -- The CRM's fields when they were described last.
    add column described jsonb,
    add column described_at timestamptz;

alter table sync_run
    add column total bigint,
    add column conflicts int not null default 0,
    add column pushed int not null default 0,
    add column undo_of uuid,
    add column changes int not null default 0;

alter table sync_quarantine
    -- IN: external_id is the CRM's; OUT: it is our id of the record.
    add column direction text not null default 'IN' constraint ck_sync_quarantine_direction check (direction in ('IN', 'OUT')),
    add column field text,
    add column message text,
    add column next_try timestamptz,
    -- Of the values that failed: other values are another record, and are tried at once.
    add column fingerprint text,
    add column mapping_version int not null default 0;

create index ix_sync_quarantine_next on sync_quarantine (connection_id, next_try);

create table sync_mapping (
    connection_id uuid not null constraint fk_sync_mapping_connection references crm_connection,
    kind text not null,
    ours text not null,
    theirs text not null,
    owner text not null constraint ck_sync_mapping_owner check (owner in ('LOCAL', 'REMOTE', 'NEWEST', 'MANUAL')),
    blank_wins boolean not null default false,
    -- Why this field alone rests: the CRM has removed or retyped it.
    paused_reason text,
    primary key (connection_id, kind, ours)
);

-- One row for each record of ours that is to go out, however often it has changed meanwhile.
create table sync_outbox (
    connection_id uuid not null constraint fk_sync_outbox_connection references crm_connection,
    kind text not null,
    local_id uuid not null,
    state text not null constraint ck_sync_outbox_state check (state in ('NEW', 'SENT', 'UNKNOWN', 'DEAD')),
    -- Grows with each change of ours; what was sent of an earlier one does not end the row.
    wanted bigint not null default 1,
    sent_wanted bigint,
    -- Our fields as they were sent, to become the base once the CRM has them.
    sent jsonb,
    -- Our fields that are to be emptied there, which an empty value alone does not do.
    clears text[] not null default '{}',
    sent_at timestamptz,
    tries int not null default 0,
    not_before timestamptz not null,
    problem text,
    created_at timestamptz not null,
    primary key (connection_id, kind, local_id)
);

create index ix_sync_outbox_due on sync_outbox (connection_id, state, not_before);

create table sync_change (
    run_id uuid not null constraint fk_sync_change_run references sync_run,
    seq int not null,
    kind text not null,
    local_id uuid,
    external_id text,
    side text not null constraint ck_sync_change_side check (side in ('LOCAL', 'REMOTE')),
    -- Our name of the field; empty for the record as a whole.
    field text not null,
    before text,
    after text,
    rule text not null,
    primary key (run_id, seq)
);

create table sync_conflict (
    id uuid primary key,
    connection_id uuid not null constraint fk_sync_conflict_connection references crm_connection,
    run_id uuid,
    kind text not null,
    local_id uuid not null,
    external_id text not null,
    field text not null,
    base text,
    ours text,
    theirs text,
    created_at timestamptz not null,
    decision text constraint ck_sync_conflict_decision check (decision in ('OURS', 'THEIRS', 'VALUE', 'SUPERSEDED')),
    decided_value text,
    decided_at timestamptz,
    decided_by text
);

create index ix_sync_conflict_connection on sync_conflict (connection_id, created_at);
create unique index uq_sync_conflict_open on sync_conflict (connection_id, kind, local_id, field) where decision is null;

-- The token that all nodes share; a table of its own, as its row is locked while a new one is asked for.
create table crm_session (
    connection_id uuid primary key constraint fk_crm_session_connection references crm_connection,
    version bigint not null default 0,
    token_sealed text,
    granted_at timestamptz,
    good_until timestamptz
);

create table crm_budget (
    connection_id uuid primary key constraint fk_crm_budget_connection references crm_connection,
    per_minute int not null,
    per_day int not null,
    -- Calls of the last minute's slices, oldest first, so that no sliding minute exceeds the limit.
    slices int[] not null,
    slice_at timestamptz not null,
    day date not null,
    day_used int not null default 0,
    throttled_until timestamptz
);

grant select, insert, update, delete on sync_mapping, sync_outbox, sync_change, sync_conflict, crm_session, crm_budget to ${tenantRole};
