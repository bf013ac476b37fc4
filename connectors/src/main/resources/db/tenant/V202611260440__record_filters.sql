-- Which records of a CRM come over at all. Old code runs beside it: it leaves nothing out, so set filters once all nodes are new.
alter table crm_connection
    -- Conditions on the CRM's own fields, all of which must hold.
    add column filters jsonb not null default '[]'::jsonb;

alter table sync_run
    add column left_out int not null default 0;

alter table sync_hint
    -- The CRM's id of the account that was left out, with which the contact is read again once the account comes in.
    add column behind text;

create index ix_sync_hint_behind on sync_hint (connection_id, behind) where behind is not null;
