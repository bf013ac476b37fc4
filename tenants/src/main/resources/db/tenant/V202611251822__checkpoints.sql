-- How far the audit chain went at which time, signed, and whom that is mailed to; additive, old code can run beside it.
create table audit_checkpoint (
    id uuid primary key,
    seq bigint not null constraint uq_audit_checkpoint_seq unique,
    hash text not null,
    at timestamptz not null,
    previous text not null,
    jws text not null
);

create table audit_recipient_list (
    only_row boolean primary key default true constraint ck_audit_recipient_list_only_row check (only_row),
    version bigint not null
);

insert into audit_recipient_list (version) values (1);

create table audit_recipient (
    id uuid primary key,
    address text not null constraint uq_audit_recipient_address unique
);

grant select, insert on audit_checkpoint to ${tenantRole};
grant select, update (version) on audit_recipient_list to ${tenantRole};
grant select, insert, delete on audit_recipient to ${tenantRole};
