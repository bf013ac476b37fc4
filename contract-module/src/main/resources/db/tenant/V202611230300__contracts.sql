-- Contracts from draft to archive. New tables: old code runs beside them. Versions may only be added (I2).
-- Keys are checked at commit: the order in which the persistence provider writes rows of one transaction is its own.
create table contract_type (
    type_key text primary key,
    number_prefix text not null,
    needs_confidentiality boolean not null,
    needs_payment_schedule boolean not null,
    position int not null
);

create table numbering_rule (
    kind text primary key constraint ck_numbering_rule_kind check (kind in ('CONTRACT', 'ARCHIVE')),
    pattern text not null
);

create table number_counter (
    kind text not null,
    scope text not null,
    year int not null,
    last bigint not null,
    primary key (kind, scope, year)
);

create table template (
    id uuid primary key,
    type_key text not null constraint fk_template_type references contract_type deferrable initially deferred,
    name text not null,
    locale text not null
);

create index ix_template_type on template (type_key);

create table template_clause (
    id uuid primary key,
    template_id uuid not null constraint fk_template_clause_template references template deferrable initially deferred,
    position int not null,
    depth int not null,
    heading text,
    text text not null
);

create index ix_template_clause_template on template_clause (template_id, position);

create table contract (
    id uuid primary key,
    version bigint not null,
    number text not null constraint uq_contract_number_i7 unique,
    type_key text not null constraint fk_contract_type references contract_type deferrable initially deferred,
    title text not null,
    state text not null constraint ck_contract_state check (state in
        ('DRAFT', 'IN_REVIEW', 'APPROVED', 'SIGNING', 'SIGNED', 'ACTIVE', 'COMPLETED', 'CLOSED', 'ARCHIVED', 'CANCELLED')),
    our_party text not null,
    customer_id uuid not null,
    counterparty_name text not null,
    counterparty_registration_number text,
    counterparty_address text,
    amount numeric(24, 4) constraint ck_contract_amount check (amount >= 0),
    currency text,
    starts_on date,
    ends_on date constraint ck_contract_term check (ends_on >= starts_on),
    effective_on date,
    content_hash text,
    owner_id text not null,
    owner_name text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint ck_contract_amount_has_currency check ((amount is null) = (currency is null))
);

create index ix_contract_updated on contract (updated_at desc, id desc);
create index ix_contract_state on contract (state, updated_at desc);
create index ix_contract_customer on contract (customer_id);
create index ix_contract_type on contract (type_key);

create table contract_clause (
    id uuid primary key,
    contract_id uuid not null constraint fk_contract_clause_contract references contract deferrable initially deferred,
    position int not null,
    depth int not null,
    heading text,
    text text not null
);

create index ix_contract_clause_contract on contract_clause (contract_id, position);

create table payment_item (
    id uuid primary key,
    contract_id uuid not null constraint fk_payment_item_contract references contract deferrable initially deferred,
    position int not null,
    name text not null,
    percentage numeric(7, 4),
    amount numeric(24, 4) not null,
    currency text not null,
    due_on date,
    method text not null
);

create index ix_payment_item_contract on payment_item (contract_id, position);

create table contract_version (
    id uuid primary key,
    contract_id uuid not null constraint fk_contract_version_contract references contract deferrable initially deferred,
    version_number int not null,
    -- The hashed text itself, not jsonb, which would store it in another form.
    content text not null,
    content_hash text not null,
    submitted_by text not null,
    submitted_at timestamptz not null,
    constraint uq_contract_version_number unique (contract_id, version_number)
);

create table approval_instance (
    id uuid primary key,
    contract_id uuid not null constraint fk_approval_instance_contract references contract deferrable initially deferred,
    contract_version_id uuid not null constraint fk_approval_instance_version references contract_version deferrable initially deferred,
    round int not null,
    state text not null,
    content_hash text not null,
    submitted_by_id text not null,
    submitted_by_name text not null,
    submitted_at timestamptz not null,
    decided_at timestamptz,
    constraint uq_approval_instance_round unique (contract_id, round)
);

create index ix_approval_instance_version on approval_instance (contract_version_id);

create table approval_task (
    id uuid primary key,
    version bigint not null,
    instance_id uuid not null constraint fk_approval_task_instance references approval_instance deferrable initially deferred,
    lane text not null,
    state text not null,
    decided_by_id text,
    decided_by_name text,
    decided_at timestamptz,
    comment text,
    constraint uq_approval_task_lane unique (instance_id, lane)
);

create index ix_approval_task_state on approval_task (state, lane);

create table document (
    id uuid primary key,
    contract_id uuid not null constraint fk_document_contract references contract deferrable initially deferred,
    name text not null,
    kind text not null,
    content_type text not null,
    size_bytes bigint not null,
    sha256 text not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null
);

create index ix_document_contract on document (contract_id);

create table document_content (
    document_id uuid primary key constraint fk_document_content_document references document deferrable initially deferred,
    content bytea not null
);

create table envelope (
    id uuid primary key,
    contract_id uuid not null constraint fk_envelope_contract references contract deferrable initially deferred,
    state text not null,
    content_hash text not null,
    opened_by text not null,
    opened_at timestamptz not null,
    document_id uuid constraint fk_envelope_document references document deferrable initially deferred,
    effective_on date
);

create index ix_envelope_contract on envelope (contract_id);
create index ix_envelope_document on envelope (document_id);

create table signatory (
    envelope_id uuid not null constraint fk_signatory_envelope references envelope deferrable initially deferred,
    position int not null,
    side text not null,
    name text not null,
    title text,
    signed_on date not null
);

create index ix_signatory_envelope on signatory (envelope_id);

create table receipt (
    id uuid primary key,
    contract_id uuid not null constraint fk_receipt_contract references contract deferrable initially deferred,
    payment_item_id uuid not null constraint fk_receipt_payment_item references payment_item deferrable initially deferred,
    amount numeric(24, 4) not null constraint ck_receipt_amount check (amount > 0),
    currency text not null,
    received_on date not null,
    reference text,
    recorded_by text not null,
    recorded_at timestamptz not null
);

create index ix_receipt_contract on receipt (contract_id);
create index ix_receipt_payment_item on receipt (payment_item_id);

create table closure (
    contract_id uuid primary key constraint fk_closure_contract references contract deferrable initially deferred,
    score int not null constraint ck_closure_score check (score between 1 and 5),
    summary text not null,
    closed_by text not null,
    closed_at timestamptz not null
);

create table archive_record (
    contract_id uuid primary key constraint fk_archive_record_contract references contract deferrable initially deferred,
    archive_number text not null constraint uq_archive_record_number unique,
    cabinet text not null,
    box text not null,
    slot text not null,
    copies int not null,
    archived_by text not null,
    archived_at timestamptz not null
);

insert into contract_type (type_key, number_prefix, needs_confidentiality, needs_payment_schedule, position) values
    ('sales', 'S', false, true, 1),
    ('purchase', 'P', false, true, 2),
    ('service', 'F', false, true, 3),
    ('nda', 'N', true, false, 4);

insert into numbering_rule (kind, pattern) values ('CONTRACT', '{TYPE}-{YYYY}-{SEQ:5}'), ('ARCHIVE', 'A-{YYYY}-{SEQ:5}');

grant select on contract_type, numbering_rule, template, template_clause to ${tenantRole};
grant select, insert, update on number_counter to ${tenantRole};
grant select, insert, update, delete on contract, contract_clause, payment_item to ${tenantRole};
grant select, insert on contract_version, document, document_content, receipt, closure, archive_record to ${tenantRole};
grant select, insert, update on approval_instance, approval_task, envelope to ${tenantRole};
grant select, insert, update, delete on signatory to ${tenantRole};
