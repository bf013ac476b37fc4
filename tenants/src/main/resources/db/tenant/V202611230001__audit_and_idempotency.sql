-- What was done in the tenant, as a chain that only grows, and the answers to repeated commands.
create table audit_event (
    seq bigint primary key,
    id uuid not null constraint uq_audit_event_id unique,
    at timestamptz not null,
    actor_id text not null,
    actor_name text not null,
    action text not null,
    outcome text not null constraint ck_audit_event_outcome check (outcome in ('DONE', 'REFUSED')),
    subject_type text not null,
    subject_id uuid,
    -- The hashed text itself, not jsonb, which would store it in another form.
    data text not null,
    hash text not null constraint ck_audit_event_hash check (hash ~ '^[0-9a-f]{64}$')
);

create index ix_audit_event_subject on audit_event (subject_type, subject_id, seq);

create table audit_head (
    only_row boolean primary key default true constraint ck_audit_head_only_row check (only_row),
    seq bigint not null,
    hash text not null
);

insert into audit_head (seq, hash) values (0, repeat('0', 64));

create table idempotency_key (
    key text primary key,
    operation text not null,
    request_hash text not null,
    answer text,
    created_at timestamptz not null
);

create index ix_idempotency_key_created_at on idempotency_key (created_at);

grant select, insert on audit_event to ${tenantRole};
grant select, update (seq, hash) on audit_head to ${tenantRole};
grant select, insert, update, delete on idempotency_key to ${tenantRole};
