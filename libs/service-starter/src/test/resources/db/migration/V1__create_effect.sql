create table effect (
    order_id uuid primary key,
    note     text not null
);
