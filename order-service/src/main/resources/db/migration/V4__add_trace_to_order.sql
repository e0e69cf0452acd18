-- The W3C trace the order was placed in, if it is one that is recorded, so that whatever becomes of
-- the order, by whomever and whenever, is seen in the same one.
alter table customer_order add column traceparent text;
