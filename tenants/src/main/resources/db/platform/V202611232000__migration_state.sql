-- How far each tenant's schema is: a start looks at those only that are not at its version.
alter table tenant
    add column schema_version text,
    add column migration_fault text;

create index ix_tenant_schema_version on tenant (schema_version);
