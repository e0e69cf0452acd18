-- What sale events asked for: for each event the one allotment it has or had, and the tries that were
-- refused. Rows are never deleted: asked again, an event gets the answer it got. Whoever changes an
-- allotment, or an order's hold that was drawn from it, holds the lock of the product's stock row.
create table stock_allotment (
    event_id   uuid        not null,
    command_id text        not null, -- what asked for it; for FORGONE, what gave it back
    state      text        not null,
    product_id uuid,                 -- of OPEN and RETURNED, as price and rest
    quantity   integer,              -- asked for; unknown of FORGONE
    price      bigint,
    rest       integer,              -- what no order has drawn; of RETURNED, what went back
    available  integer,              -- at the time of a refusal
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint stock_allotment_once_per_command primary key (event_id, command_id),
    constraint stock_allotment_state_is_known
        check (state in ('OPEN', 'RETURNED', 'REFUSED', 'FORGONE')),
    constraint stock_allotment_quantity_is_positive check (quantity > 0),
    constraint stock_allotment_price_is_positive check (price > 0),
    constraint stock_allotment_has_its_units
        check (state not in ('OPEN', 'RETURNED')
               or product_id is not null and quantity is not null and price is not null
                  and rest is not null and rest between 0 and quantity)
);

create unique index stock_allotment_once_per_event on stock_allotment (event_id)
    where state <> 'REFUSED';
create index stock_allotment_open on stock_allotment (product_id) where state = 'OPEN';

-- Of an order of a sale event: its units were drawn from the event's allotment.
alter table stock_hold add column event_id uuid;

create index stock_hold_of_event on stock_hold (event_id) where event_id is not null;
