-- Customers that are one: likely pairs, merges and their undoing. Old code runs beside it until the first merge: it would
-- list a merged customer, and push to any of two links.
alter table customer add column merged_into uuid;

create index ix_customer_merged on customer (merged_into) where merged_into is not null;

-- A second record of one CRM that is the same customer of ours: it is read, and never written to.
alter table customer_link add column alias boolean not null default false;
alter table customer_link drop constraint uq_customer_link_local;
create unique index uq_customer_link_local on customer_link (connection_id, kind, local_id) where not alias;
create index ix_customer_link_alias on customer_link (connection_id, kind, local_id) where alias;

-- The history of one record.
create index ix_sync_change_local on sync_change (local_id);

create table customer_duplicate (
    left_id uuid not null constraint fk_customer_duplicate_left references customer,
    right_id uuid not null constraint fk_customer_duplicate_right references customer,
    score int not null constraint ck_customer_duplicate_score check (score between 1 and 100),
    reasons text[] not null,
    found_at timestamptz not null,
    -- A person said that they are two.
    dismissed_at timestamptz,
    dismissed_by text,
    primary key (left_id, right_id),
    constraint ck_customer_duplicate_order check (left_id < right_id)
);

create index ix_customer_duplicate_right on customer_duplicate (right_id);
create index ix_customer_duplicate_open on customer_duplicate (score desc, left_id, right_id) where dismissed_at is null;

create table customer_merge (
    id uuid primary key,
    survivor_id uuid not null constraint fk_customer_merge_survivor references customer,
    merged_id uuid not null constraint fk_customer_merge_merged references customer,
    -- The survivor's version as the merge left it: an undo needs it unchanged.
    survivor_version bigint not null,
    -- The fields that were taken of the merged one, and what the survivor had there.
    before jsonb not null,
    -- What each listener has moved, by its name, as it needs it to take it back.
    moved jsonb not null,
    merged_at timestamptz not null,
    merged_by text not null,
    undone_at timestamptz,
    undone_by text
);

create index ix_customer_merge_survivor on customer_merge (survivor_id);
create index ix_customer_merge_merged on customer_merge (merged_id);

grant select, insert, update, delete on customer_duplicate, customer_merge to ${tenantRole};
