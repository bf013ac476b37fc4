-- What happened in the tenant, for receivers outside, and what was sent to whom; additive, old code can run beside it.
create table event_outbox (
    -- UUID version 7: sorts by creation, so no sequence is needed that a move of the tenant would have to carry over.
    id uuid primary key,
    type text not null constraint ck_event_outbox_type check (type ~ '^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$'),
    subject text not null,
    at timestamptz not null,
    data jsonb not null,
    -- When deliveries were made of it; null while it waits for that.
    relayed_at timestamptz
);

create index ix_event_outbox_waiting on event_outbox (id) where relayed_at is null;
create index ix_event_outbox_at on event_outbox (at);

create table webhook_endpoint (
    id uuid primary key,
    version bigint not null,
    url text not null,
    description text not null,
    types text[] not null constraint ck_webhook_endpoint_types check (cardinality(types) between 1 and 50),
    state text not null constraint ck_webhook_endpoint_state check (state in ('ACTIVE', 'PAUSED', 'OFF')),
    off_reason text constraint ck_webhook_endpoint_off_reason check (off_reason in ('GONE', 'FAILING')),
    secret_sealed text not null,
    previous_secret_sealed text,
    previous_secret_until timestamptz,
    consecutive_failures integer not null default 0,
    first_failure_at timestamptz,
    created_at timestamptz not null,
    constraint ck_webhook_endpoint_off check ((state = 'OFF') = (off_reason is not null)),
    constraint ck_webhook_endpoint_previous
        check ((previous_secret_sealed is null) = (previous_secret_until is null)),
    constraint ck_webhook_endpoint_failures check ((consecutive_failures = 0) = (first_failure_at is null))
);

create table webhook_delivery (
    id uuid primary key,
    endpoint_id uuid not null
        constraint fk_webhook_delivery_endpoint references webhook_endpoint on delete cascade,
    event_id uuid not null constraint fk_webhook_delivery_event references event_outbox on delete cascade,
    state text not null
        constraint ck_webhook_delivery_state check (state in ('WAITING', 'DELIVERED', 'FAILED', 'SKIPPED')),
    attempts integer not null default 0,
    -- When it may be tried next; while an attempt runs, when that attempt is taken for lost.
    next_at timestamptz,
    attempted_at timestamptz,
    status integer,
    fault text,
    latency_ms bigint,
    excerpt text constraint ck_webhook_delivery_excerpt check (length(excerpt) <= 500),
    created_at timestamptz not null,
    constraint uq_webhook_delivery unique (endpoint_id, event_id),
    constraint ck_webhook_delivery_waiting check ((state = 'WAITING') = (next_at is not null))
);

create index ix_webhook_delivery_event on webhook_delivery (event_id);
create index ix_webhook_delivery_waiting on webhook_delivery (endpoint_id, event_id) where state = 'WAITING';

create table webhook_replay (
    id uuid primary key,
    endpoint_id uuid not null
        constraint fk_webhook_replay_endpoint references webhook_endpoint on delete cascade,
    since timestamptz not null,
    until timestamptz not null,
    types text[] not null,
    state text not null constraint ck_webhook_replay_state check (state in ('RUNNING', 'DONE')),
    total integer not null,
    queued integer not null default 0,
    -- The last event that was looked at: a job that dies goes on behind it.
    position uuid,
    created_at timestamptz not null,
    constraint ck_webhook_replay_span check (since < until)
);

create index ix_webhook_replay_endpoint on webhook_replay (endpoint_id, id);

create table admin_notice (
    id uuid primary key,
    kind text not null,
    args jsonb not null,
    at timestamptz not null,
    read_at timestamptz
);

create index ix_admin_notice_unread on admin_notice (id) where read_at is null;

grant select, insert, update, delete
    on event_outbox, webhook_endpoint, webhook_delivery, webhook_replay to ${tenantRole};
grant select, insert, update on admin_notice to ${tenantRole};
