-- Who was seen, their teams, and what the host's roles and teams mean. New tables: old code runs beside them.
create table person (
    user_id text primary key,
    version bigint not null,
    name text not null,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    host_roles text[] not null,
    host_teams text[] not null,
    -- Replaces the reach of every role of this person.
    scope text constraint ck_person_scope check (scope in ('OWN', 'TEAM', 'ALL'))
);

create index ix_person_name on person (name, user_id);
create index ix_person_host_teams on person using gin (host_teams);

create table team (
    id uuid primary key,
    version bigint not null,
    name text not null constraint uq_team_name unique,
    lead_user_id text constraint fk_team_lead references person
);

create index ix_team_lead on team (lead_user_id);

create table team_member (
    team_id uuid not null constraint fk_team_member_team references team on delete cascade,
    user_id text not null constraint fk_team_member_person references person,
    primary key (team_id, user_id)
);

create index ix_team_member_user on team_member (user_id);

-- A null scope is the role's default.
create table role_mapping (
    host_role text not null,
    role text not null,
    scope text constraint ck_role_mapping_scope check (scope in ('OWN', 'TEAM', 'ALL')),
    primary key (host_role, role)
);

create table team_mapping (
    host_team text primary key,
    team_id uuid not null constraint fk_team_mapping_team references team on delete cascade
);

create index ix_team_mapping_team on team_mapping (team_id);

create table mapping_version (
    kind text primary key constraint ck_mapping_version_kind check (kind in ('ROLE', 'TEAM')),
    version bigint not null
);

insert into mapping_version (kind, version) values ('ROLE', 0), ('TEAM', 0);

grant select, insert, update on person to ${tenantRole};
grant select, insert, update, delete on team to ${tenantRole};
grant select, insert, delete on team_member, role_mapping, team_mapping to ${tenantRole};
grant select, update on mapping_version to ${tenantRole};
