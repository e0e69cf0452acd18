-- The last time each product came back into stock, as product-service told it; with version 0,
-- that somebody lost to its being out of stock and nothing is known yet. Its row is the lock under
-- which losers and restocks meet: who subscribes shares it, who announces has it alone.
create table restock (
    product_id uuid   not null,
    version    bigint not null,
    name       text,
    available  integer,
    at         timestamptz,
    constraint restock_pk primary key (product_id),
    constraint restock_is_told_or_not check (
        num_nonnulls(name, available, at) = case version when 0 then 0 else 3 end)
);

-- Who wants to hear when a product is back (SUBSCRIBED), and who never again (OPTED_OUT). One row
-- says which, so that the two cannot both be true.
create table restock_subscription (
    product_id  uuid        not null,
    customer_id uuid        not null,
    state       text        not null,
    -- When the customer lost to the product's being out of stock: not before the one, not after the
    -- other. Absent if they asked for it themselves.
    lost_from   timestamptz,
    lost_to     timestamptz,
    since       timestamptz not null,
    constraint restock_subscription_pk primary key (product_id, customer_id),
    constraint restock_subscription_state_known check (state in ('SUBSCRIBED', 'OPTED_OUT')),
    constraint restock_subscription_lost_sometime check (
        num_nonnulls(lost_from, lost_to) in (0, 2) and lost_from <= lost_to)
);

create index restock_subscription_customer on restock_subscription (customer_id);
