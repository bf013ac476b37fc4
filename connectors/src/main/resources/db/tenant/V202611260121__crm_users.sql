-- The CRM's own users, so that owners are known by name. Old code runs beside it: it reads none.
create table crm_user (
    connection_id uuid not null constraint fk_crm_user_connection references crm_connection on delete cascade,
    external_id text not null,
    name text not null,
    email text,
    active boolean not null,
    read_at timestamptz not null,
    constraint pk_crm_user primary key (connection_id, external_id)
);

grant select, insert, update, delete on crm_user to ${tenantRole};
