-- The schedule is recurring jobs now. Old code beside it keeps the old table, which is left unused and may be dropped once
-- no node of the old version runs: a connection that old code adds meanwhile gets its job by its next manual pull.
insert into job (id, tenant_id, tenant_role, kind, key, ref, state, run_at, repeat_seconds)
select gen_random_uuid(), s.tenant_id, t.role_name, 'sync.pull', s.connection_id::text,
       jsonb_build_object('connection', s.connection_id), 'WAITING', s.next_at, 300
  from sync_schedule s join tenant t on t.id = s.tenant_id
on conflict do nothing;
