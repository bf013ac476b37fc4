-- What the tenant's admin set; absent settings come from the installation or are built in. Old code runs beside it.
create table tenant_setting (
    name text primary key,
    value text not null,
    constraint ck_tenant_setting_size check (length(value) <= 10000)
);

-- One version for all of them, as they are changed together or not at all.
create table tenant_setting_version (
    only_row boolean primary key default true constraint ck_tenant_setting_version_only_row check (only_row),
    version bigint not null
);

insert into tenant_setting_version (version) values (0);

grant select, insert, update, delete on tenant_setting to ${tenantRole};
grant select, update (version) on tenant_setting_version to ${tenantRole};
