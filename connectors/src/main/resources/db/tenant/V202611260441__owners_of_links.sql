-- Who owns a record in its CRM, by the CRM's id of the user. Old code runs beside it: it leaves the owner as it was.
alter table customer_link
    add column owner_id text;
