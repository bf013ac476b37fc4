-- A receipt carries its signature. Old code leaves it out, and its receipts stay unsigned.
alter table erasure_receipt add column jws text;
