-- Finds the contracts of one owner, newest change first, for those who see only some owners. Old code runs beside it.
create index ix_contract_owner on contract (owner_id, updated_at desc, id desc);
