-- Persons stand beside the audit chain, which names them by salted hash: erasing one leaves it valid. Old code may run beside it.
create table audit_person (
    ref text primary key constraint ck_audit_person_ref check (ref ~ '^[0-9a-f]{64}$'),
    kind text not null constraint ck_audit_person_kind check (kind in ('ACTOR', 'TEXT')),
    salt text not null constraint ck_audit_person_salt check (salt ~ '^[0-9a-f]{32}$'),
    user_id text not null,
    value text not null
);

-- One row for each name a person acted under, not one for each event.
create unique index uq_audit_person_actor on audit_person (user_id, value) where kind = 'ACTOR';
create index ix_audit_person_user on audit_person (user_id);

alter table audit_event
    -- 1: id and name are part of what is hashed; 2: a reference to audit_person is.
    add column form int not null default 1,
    add column actor_ref text,
    alter column actor_id drop not null,
    alter column actor_name drop not null,
    add constraint ck_audit_event_form check (
        form = 1 and actor_ref is null and actor_id is not null and actor_name is not null
        or form = 2 and actor_ref is not null and actor_id is null and actor_name is null);

grant select, insert, delete on audit_person to ${tenantRole};
