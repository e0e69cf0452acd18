-- Advertised products whose ad manager was told to stop, and not yet to go on.
create table ad_suspension (
    product_id   uuid        primary key references product (id),
    suspended_at timestamptz not null,
    back_since   timestamptz -- since when it can be had again without a break; absent while it cannot
);

create index ad_suspension_back_since on ad_suspension (back_since);
