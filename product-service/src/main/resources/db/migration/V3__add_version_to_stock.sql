-- Counts what was told about the product, in product.events: each event has the next number, so that
-- who hears an old one late knows it for what it is.
alter table stock add column version bigint not null default 0;
