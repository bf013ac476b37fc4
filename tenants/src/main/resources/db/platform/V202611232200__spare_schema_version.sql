-- A tenant made from a spare begins with the spare's version, so that no start looks at it without need.
alter table spare_schema add column schema_version text;
