-- What customers ordered and what became of it. Lines live and die with their order and are never
-- asked for alone, so they are kept in it.
create table customer_order (
    id                 uuid        primary key,
    customer_id        uuid        not null,
    status             text        not null,
    reason             text,
    lines              jsonb       not null,
    coupon_code        text,
    when_out_of_stock  text        not null,
    subtotal           bigint      not null default 0,
    discount           bigint      not null default 0,
    total              bigint      not null default 0,
    payment_due_at     timestamptz,
    position           integer,
    event_id           uuid,
    wait_until         timestamptz not null,
    cancel_reason      text,        -- a cancellation was asked for while the saga was deciding
    cancel_note        text,
    due_at             timestamptz, -- when the order acts by itself if nothing happens
    saga_version       bigint      not null default 0, -- of the last outcome it has used
    version            bigint      not null,
    placed_at          timestamptz not null,
    updated_at         timestamptz not null,
    constraint order_status_is_known
        check (status in ('PENDING', 'RESERVED', 'NOTPAYED', 'PAYING', 'PREPARING', 'SHIPPING',
                          'DELIVERED', 'STOCK_OUT', 'TIMEOUT', 'CANCELLED')),
    constraint order_ended_has_a_reason
        check (status not in ('STOCK_OUT', 'TIMEOUT', 'CANCELLED') or reason is not null),
    constraint order_to_pay_has_a_deadline
        check (status <> 'NOTPAYED' or payment_due_at is not null),
    constraint order_amounts_add_up
        check (discount between 0 and subtotal and total = subtotal - discount)
);

create index customer_order_customer on customer_order (customer_id, id desc);
create index customer_order_due_at on customer_order (due_at) where due_at is not null;
