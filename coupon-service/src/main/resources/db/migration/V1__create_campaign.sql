-- A campaign, and how many of its coupons are out. Whoever gives a coupon of the campaign, takes
-- one back or changes its line holds this row's lock; rows are locked in the order of their ids.
-- Pages are left half empty, for the counters of a campaign in a rush change with every batch, and
-- a new version beside the old one touches no index.
create table campaign (
    id               uuid        primary key,
    name             text        not null,
    discount_type    text        not null,
    discount_value   bigint      not null, -- won, or per cent
    discount_max     bigint,               -- won
    minimum_subtotal bigint      not null, -- won
    valid_from       timestamptz,
    valid_until      timestamptz not null,
    created_at       timestamptz not null,
    issued           integer     not null,
    assigned         integer     not null default 0, -- coupons people have now
    waiting          integer     not null default 0, -- people in line
    line_seq         bigint      not null default 0, -- the last place in line given out
    constraint campaign_assigned_within_issued check (assigned >= 0 and assigned <= issued),
    constraint campaign_waiting_not_negative check (waiting >= 0),
    constraint campaign_discount_type_is_known check (discount_type in ('AMOUNT', 'PERCENT')),
    constraint campaign_discount_is_some check (discount_value >= 1),
    constraint campaign_percentage_within_hundred
        check (discount_type <> 'PERCENT' or discount_value <= 100),
    constraint campaign_discount_max_is_some check (discount_max >= 1),
    constraint campaign_minimum_subtotal_not_negative check (minimum_subtotal >= 0),
    constraint campaign_ends_after_it_begins check (valid_from < valid_until)
) with (fillfactor = 50);

create index campaign_created_at on campaign (created_at, id);
