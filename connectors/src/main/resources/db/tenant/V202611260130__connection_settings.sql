-- Administrators change connections, take decisions back, and look at deletions that stopped a run. Old code runs beside it.
alter table crm_connection
    add column version bigint not null default 1,
    -- Minutes between scheduled pulls; null for those of the installation.
    add column pull_minutes int constraint ck_crm_connection_pull_minutes check (pull_minutes between 1 and 1440),
    -- Between these times of the tenant's day no pull is begun by the schedule.
    add column quiet_from time,
    add column quiet_until time,
    add constraint ck_crm_connection_quiet check ((quiet_from is null) = (quiet_until is null));

-- Who owned the field before a decision was remembered.
alter table sync_conflict
    add column former_owner text;

-- What the brake kept from being deleted here, until a person decides or the CRM shows it again.
create table sync_stopped_deletion (
    connection_id uuid not null constraint fk_sync_stopped_deletion_connection references crm_connection,
    kind text not null,
    external_id text not null,
    run_id uuid not null,
    primary key (connection_id, kind, external_id)
);

grant select, insert, update, delete on sync_stopped_deletion to ${tenantRole};
