-- A connection's schedule ends with its tenant.
delete from sync_schedule s where not exists (select 1 from tenant t where t.id = s.tenant_id);

alter table sync_schedule
    add constraint fk_sync_schedule_tenant foreign key (tenant_id) references tenant on delete cascade;
