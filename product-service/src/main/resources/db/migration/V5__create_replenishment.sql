-- What the factory was asked for. Of one product there is at most one request under way, whatever
-- the demand.
create table replenishment (
    id         uuid        primary key,
    product_id uuid        not null references product (id),
    quantity   integer     not null,
    delivered  integer     not null default 0,
    status     text        not null,
    attempts   integer     not null default 0, -- calls made to the factory
    last_error text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint replenishment_quantity_is_positive check (quantity > 0),
    constraint replenishment_status_is_known
        check (status in ('OPEN', 'ORDERED', 'FULFILLED', 'FAILED')),
    constraint replenishment_is_fulfilled_when_delivered
        check ((status = 'FULFILLED') = (delivered >= quantity))
);

create unique index replenishment_one_under_way on replenishment (product_id)
    where status in ('OPEN', 'ORDERED');
create index replenishment_product on replenishment (product_id, id);

-- What the factory brought, once for each name it gave a delivery.
create table factory_delivery (
    id               text        primary key,
    product_id       uuid        not null references product (id),
    quantity         integer     not null,
    replenishment_id uuid        references replenishment (id), -- absent if nobody had asked for it
    at               timestamptz not null,
    constraint factory_delivery_quantity_is_positive check (quantity > 0)
);

create index factory_delivery_replenishment on factory_delivery (replenishment_id);
