-- Contracts, their library, reviews, signatures, receipts and archive records. New tables only: old code runs beside it.
create table contract_type (
    type_key text primary key,
    number_prefix text not null constraint uq_contract_type_number_prefix unique,
    needs_confidentiality boolean not null,
    needs_payment_schedule boolean not null,
    position integer not null
);

create table template (
    id uuid primary key,
    type_key text not null references contract_type,
    name text not null,
    locale text not null
);
create index ix_template_type_key on template (type_key);

create table template_clause (
    id uuid primary key,
    template_id uuid not null references template on delete cascade,
    position integer not null,
    depth integer not null constraint ck_template_clause_depth check (depth between 1 and 9),
    heading text,
    text text not null
);
create index ix_template_clause_template_id on template_clause (template_id);

create table numbering_rule (
    kind text primary key constraint ck_numbering_rule_kind check (kind in ('CONTRACT', 'ARCHIVE')),
    pattern text not null
);

-- Counters only grow: a number once issued is consumed (I7).
create table number_counter (
    kind text not null,
    scope text not null,
    year integer not null,
    last bigint not null constraint ck_number_counter_last check (last > 0),
    primary key (kind, scope, year)
);

create table contract (
    id uuid primary key,
    version bigint not null,
    number text not null constraint uq_contract_number_i7 unique,
    type_key text not null references contract_type,
    title text not null,
    state text not null constraint ck_contract_state check (state in ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SIGNING',
        'SIGNED', 'ACTIVE', 'COMPLETED', 'CLOSED', 'ARCHIVED', 'CANCELLED')),
    our_party text not null,
    -- The customer belongs to another module and may be merged or removed there; the copied name stays.
    customer_id uuid not null,
    counterparty_name text not null,
    counterparty_registration_number text,
    counterparty_address text,
    amount numeric(19, 4),
    currency text,
    starts_on date,
    ends_on date,
    effective_on date,
    content_hash text,
    owner_id text not null,
    owner_name text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint ck_contract_amount check ((amount is null) = (currency is null) and (amount is null or amount > 0)),
    constraint ck_contract_term check (starts_on is null or ends_on is null or ends_on >= starts_on),
    constraint ck_contract_content_hash check (
        (content_hash is null or content_hash ~ '^[0-9a-f]{64}$')
        and (state = 'CANCELLED' or (content_hash is null) = (state = 'DRAFT'))),
    constraint ck_contract_effective check (effective_on is not null or state not in
        ('SIGNED', 'ACTIVE', 'COMPLETED', 'CLOSED', 'ARCHIVED'))
);
create index ix_contract_updated_at on contract (updated_at desc, id desc);
create index ix_contract_state on contract (state, updated_at desc, id desc);
create index ix_contract_customer_id on contract (customer_id, updated_at desc, id desc);
create index ix_contract_type_key on contract (type_key);

create table contract_clause (
    id uuid primary key,
    contract_id uuid not null references contract,
    position integer not null,
    depth integer not null constraint ck_contract_clause_depth check (depth between 1 and 9),
    heading text,
    text text not null,
    -- Deferred, because a replacement is inserted before the replaced clauses are deleted.
    constraint uq_contract_clause_position unique (contract_id, position) deferrable initially deferred
);

create table payment_item (
    id uuid primary key,
    contract_id uuid not null references contract,
    position integer not null,
    name text not null,
    percentage numeric(5, 2) constraint ck_payment_item_percentage check (percentage > 0 and percentage <= 100),
    amount numeric(19, 4) not null constraint ck_payment_item_amount check (amount > 0),
    currency text not null,
    due_on date,
    method text not null constraint ck_payment_item_method check (method in
        ('BANK_TRANSFER', 'CASH', 'ACCEPTANCE_BILL', 'OTHER')),
    constraint uq_payment_item_position unique (contract_id, position) deferrable initially deferred
);

create table contract_version (
    id uuid primary key,
    contract_id uuid not null references contract,
    version_number integer not null,
    -- The hashed text itself, not jsonb, which would store it in another form.
    content text not null,
    content_hash text not null constraint ck_contract_version_content_hash check (content_hash ~ '^[0-9a-f]{64}$'),
    submitted_by text not null,
    submitted_at timestamptz not null,
    constraint uq_contract_version_number unique (contract_id, version_number)
);

create table document (
    id uuid primary key,
    contract_id uuid not null references contract,
    name text not null,
    kind text not null constraint ck_document_kind check (kind in ('SIGNED_SCAN', 'ATTACHMENT')),
    content_type text not null,
    size_bytes bigint not null constraint ck_document_size_bytes check (size_bytes between 1 and 20971520),
    sha256 text not null constraint ck_document_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    uploaded_by text not null,
    uploaded_at timestamptz not null
);
create index ix_document_contract_id on document (contract_id);

create table document_content (
    document_id uuid primary key references document,
    content bytea not null
);

create table approval_instance (
    id uuid primary key,
    contract_id uuid not null references contract,
    contract_version_id uuid not null references contract_version,
    round integer not null,
    state text not null constraint ck_approval_instance_state check (state in
        ('RUNNING', 'APPROVED', 'RETURNED', 'WITHDRAWN')),
    content_hash text not null constraint ck_approval_instance_content_hash check (content_hash ~ '^[0-9a-f]{64}$'),
    submitted_by_id text not null,
    submitted_by_name text not null,
    submitted_at timestamptz not null,
    decided_at timestamptz,
    constraint uq_approval_instance_round unique (contract_id, round)
);
create index ix_approval_instance_contract_version_id on approval_instance (contract_version_id);

create table approval_task (
    id uuid primary key,
    version bigint not null,
    instance_id uuid not null references approval_instance,
    lane text not null constraint ck_approval_task_lane check (lane in ('LEGAL', 'FINANCE', 'BUSINESS', 'EXECUTIVE')),
    state text not null constraint ck_approval_task_state check (state in
        ('WAITING', 'OPEN', 'APPROVED', 'RETURNED', 'CANCELLED')),
    decided_by_id text,
    decided_by_name text,
    decided_at timestamptz,
    comment text,
    constraint uq_approval_task_lane unique (instance_id, lane)
);
create index ix_approval_task_open on approval_task (lane) where state = 'OPEN';

create table envelope (
    id uuid primary key,
    contract_id uuid not null references contract,
    state text not null constraint ck_envelope_state check (state in ('SENT', 'COMPLETED', 'VOIDED')),
    content_hash text not null constraint ck_envelope_content_hash check (content_hash ~ '^[0-9a-f]{64}$'),
    opened_by text not null,
    opened_at timestamptz not null,
    document_id uuid references document,
    effective_on date,
    constraint ck_envelope_completed check (state <> 'COMPLETED' or (document_id is not null and effective_on is not null))
);
create index ix_envelope_contract_id on envelope (contract_id);
create index ix_envelope_document_id on envelope (document_id);
create unique index uq_envelope_sent on envelope (contract_id) where state = 'SENT';

create table signatory (
    envelope_id uuid not null references envelope,
    position integer not null,
    side text not null constraint ck_signatory_side check (side in ('OURS', 'COUNTERPARTY')),
    name text not null,
    title text,
    signed_on date not null,
    primary key (envelope_id, position)
);

create table receipt (
    id uuid primary key,
    contract_id uuid not null references contract,
    payment_item_id uuid not null references payment_item,
    amount numeric(19, 4) not null constraint ck_receipt_amount check (amount > 0),
    currency text not null,
    received_on date not null,
    reference text,
    recorded_by text not null,
    recorded_at timestamptz not null
);
create index ix_receipt_contract_id on receipt (contract_id);
create index ix_receipt_payment_item_id on receipt (payment_item_id);

create table closure (
    contract_id uuid primary key references contract,
    score integer not null constraint ck_closure_score check (score between 1 and 5),
    summary text not null,
    closed_by text not null,
    closed_at timestamptz not null
);

create table archive_record (
    contract_id uuid primary key references contract,
    archive_number text not null constraint uq_archive_record_archive_number unique,
    cabinet text not null,
    box text not null,
    slot text not null,
    copies integer not null constraint ck_archive_record_copies check (copies > 0),
    archived_by text not null,
    archived_at timestamptz not null
);

insert into contract_type (type_key, number_prefix, needs_confidentiality, needs_payment_schedule, position) values
    ('sales', 'SAL', false, true, 1),
    ('purchase', 'PUR', false, true, 2),
    ('service', 'SRV', true, true, 3),
    ('nda', 'NDA', true, false, 4);

insert into numbering_rule (kind, pattern) values
    ('CONTRACT', '{TYPE}-{YYYY}-{SEQ:5}'),
    ('ARCHIVE', 'A-{YYYY}-{SEQ:5}');

grant select, insert, update, delete on contract_type, template, template_clause, numbering_rule to ${tenantRole};
grant select, insert, update on number_counter, contract, approval_instance, approval_task, envelope to ${tenantRole};
grant select, insert, update, delete on contract_clause, payment_item to ${tenantRole};
-- What was submitted, filed, signed, received, closed or archived is never changed (I2, I11).
grant select, insert on contract_version, document, document_content, signatory, receipt, closure, archive_record
    to ${tenantRole};
