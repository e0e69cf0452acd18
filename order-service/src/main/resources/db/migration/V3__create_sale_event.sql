-- For a constraint that compares an id and a time together.
create extension if not exists btree_gist;

-- Sale events. Their pools and places are the first-come tables; their orders are orders.
create table sale_event (
    id                  uuid        primary key,
    name                text        not null,
    product_id          uuid        not null,
    quantity            integer     not null,
    price               bigint,               -- of one unit; absent: the list price, until it is known
    starts_at           timestamptz not null, -- as planned
    ends_at             timestamptz not null,
    per_customer        integer     not null,
    waiting_line        boolean     not null,
    arrivals_per_second integer,
    status              text        not null,
    opens_at            timestamptz not null, -- earlier than planned if it is opened by hand
    allotments          integer     not null, -- how often it has asked for its units
    available           integer,              -- units there were when it last asked for too many
    due_at              timestamptz,          -- when the event acts by itself if nothing happens
    created_at          timestamptz not null,
    constraint sale_event_status_is_known
        check (status in ('SCHEDULED', 'ALLOTTING', 'OPEN', 'CLOSING', 'SETTLED', 'RETURNING',
                          'CLOSED')),
    constraint sale_event_quantity_is_positive check (quantity > 0),
    constraint sale_event_price_is_positive check (price > 0),
    constraint sale_event_per_customer_is_positive check (per_customer > 0),
    constraint sale_event_ends_after_it_starts
        check (ends_at > starts_at and opens_at <= starts_at),
    constraint sale_event_open_has_its_price
        check (status in ('SCHEDULED', 'ALLOTTING', 'RETURNING', 'CLOSED') or price is not null),
    constraint sale_event_alone_with_its_product
        exclude using gist (product_id with =, tstzrange(opens_at, ends_at) with &&)
        where (status in ('SCHEDULED', 'ALLOTTING', 'OPEN'))
);

create index sale_event_due_at on sale_event (due_at) where due_at is not null;

create index customer_order_event on customer_order (event_id) where event_id is not null;
