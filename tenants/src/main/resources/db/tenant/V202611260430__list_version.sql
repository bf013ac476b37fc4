-- Lists that are replaced as a whole have one version each; a table for each of them was two too many, as every table
-- costs each tenant catalog rows and every connection memory.
create table list_version (
    list text primary key
        constraint ck_list_version_list check (list in ('ROLE_MAPPING', 'TEAM_MAPPING', 'SETTING', 'AUDIT_RECIPIENT')),
    version bigint not null
);

insert into list_version (list, version)
    select kind || '_MAPPING', version from mapping_version
    union all
    select 'SETTING', version from tenant_setting_version
    union all
    select 'AUDIT_RECIPIENT', version from audit_recipient_list;

drop table mapping_version;
drop table tenant_setting_version;
drop table audit_recipient_list;

grant select, update (version) on list_version to ${tenantRole};
