-- When a tenant that is being closed is erased, and what keeps it from that.
alter table tenant
    add column erase_after timestamptz,
    add column hold_reason text,
    add constraint ck_tenant_erase_after check ((state = 'ERASING') = (erase_after is not null));
