-- How a shipped order travels.
alter table customer_order
    add column carrier         text,
    add column tracking_number text,
    add constraint order_shipment_is_whole check ((carrier is null) = (tracking_number is null)),
    add constraint order_on_its_way_has_a_shipment
        check (status not in ('SHIPPING', 'DELIVERED') or carrier is not null);

-- The money of an order somebody has tried to pay: what is known of it, and what is to be done next.
create table payment (
    order_id    uuid        primary key,
    amount      bigint      not null,
    status      text        not null,
    attempt     integer     not null, -- how often it was tried; part of the provider's key
    token       text,                 -- what the customer pays with; gone once it was used
    authorize_until timestamptz not null, -- the order's deadline
    captured_at timestamptz,
    refunded_at timestamptz,
    due_at      timestamptz,          -- when whoever looks next goes on with it; null if nothing is to be done
    failures    integer     not null default 0, -- of the provider since the last progress
    last_error  text,
    updated_at  timestamptz not null,
    constraint payment_is_of_an_order foreign key (order_id) references customer_order (id),
    constraint payment_status_is_known
        check (status in ('AUTHORIZING', 'FAILED', 'AUTHORIZED', 'CAPTURING', 'CAPTURED', 'RETURNING',
                          'RETURNED')),
    constraint payment_amount_is_not_negative check (amount >= 0),
    constraint payment_to_authorize_has_a_token check (status <> 'AUTHORIZING' or token is not null),
    constraint payment_captured_has_its_time check (status <> 'CAPTURED' or captured_at is not null),
    constraint payment_under_way_is_due
        check ((status in ('AUTHORIZING', 'CAPTURING', 'RETURNING')) = (due_at is not null))
);

create index payment_due_at on payment (due_at) where due_at is not null;
