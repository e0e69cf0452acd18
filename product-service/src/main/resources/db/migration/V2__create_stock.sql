-- What there is of a product. Whoever changes this row, a hold of the product or its line holds
-- this row's lock; rows are locked in the order of their ids.
create table stock (
    product_id uuid    primary key references product (id),
    on_hand    integer not null,
    held       integer not null default 0,
    waiting    integer not null default 0, -- orders in line
    line_seq   bigint  not null default 0, -- the last place in line given out
    constraint stock_held_within_on_hand check (held >= 0 and held <= on_hand),
    constraint stock_waiting_not_negative check (waiting >= 0)
);

-- What one order has done to one product's stock. Rows are never deleted: an ended one is the
-- tombstone that refuses a late reservation, and all of them together are the history of `held`.
-- There is no reference to product, for an order may ask for one that does not exist.
create table stock_hold (
    order_id           uuid        not null,
    product_id         uuid        not null,
    customer_id        uuid,       -- unknown when the release came first
    command_id         text        not null,
    quantity           integer     not null,
    state              text        not null,
    name               text,       -- of the product at that moment
    unit_price         bigint,     -- of the product at that moment
    expires_at         timestamptz,
    line_seq           bigint,     -- the place in line
    wait_until         timestamptz,
    hold_when_served   bigint,     -- milliseconds the units are held once it is its turn
    announced_position integer,
    reason             text,       -- of a refusal
    available          integer,    -- at the time of a refusal
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    constraint stock_hold_once_per_order_and_product primary key (order_id, product_id),
    constraint stock_hold_quantity_is_positive check (quantity > 0),
    constraint stock_hold_state_is_known
        check (state in ('HELD', 'WAITING', 'REFUSED', 'COMMITTED', 'RELEASED', 'EXPIRED',
                         'RETURNED')),
    constraint stock_hold_held_has_an_end check (state <> 'HELD' or expires_at is not null),
    constraint stock_hold_waiting_has_a_place check (state <> 'WAITING' or line_seq is not null)
);

create index stock_hold_held on stock_hold (product_id, expires_at) where state = 'HELD';
create index stock_hold_line on stock_hold (product_id, line_seq) where state = 'WAITING';

-- Every change of on_hand, for ever: on_hand is the sum of its movements.
create table stock_movement (
    id         bigint generated always as identity primary key,
    product_id uuid        not null references product (id),
    kind       text        not null,
    quantity   integer     not null, -- what on_hand changed by
    reference  text        not null, -- the receipt's, or the order's id
    at         timestamptz not null,
    constraint stock_movement_once_per_reference unique (product_id, kind, reference),
    constraint stock_movement_kind_is_known
        check (kind in ('INITIAL', 'RECEIVED', 'SOLD', 'RETURNED')),
    constraint stock_movement_has_its_direction
        check ((kind = 'SOLD') = (quantity < 0) and (quantity <> 0 or kind = 'INITIAL'))
);
