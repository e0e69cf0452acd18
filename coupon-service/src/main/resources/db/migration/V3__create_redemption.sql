-- What one order has done with a coupon, and so the answer its saga got. Rows are never deleted:
-- an ended one is the tombstone that refuses a late redemption. There is no reference to coupon,
-- for an order may come with a code nobody ever made.
create table redemption (
    order_id    uuid        not null,
    coupon_code text        collate "C", -- absent if what the order came with is no code at all
    state       text        not null,
    discount    bigint,     -- won
    problem     text,       -- of a refusal
    redeemed_at timestamptz,
    updated_at  timestamptz not null,
    constraint redemption_once_per_order primary key (order_id),
    constraint redemption_state_is_known check (state in ('REDEEMED', 'RETURNED', 'REFUSED')),
    constraint redemption_redeemed_has_a_discount
        check (state <> 'REDEEMED'
               or (coupon_code is not null and discount is not null and redeemed_at is not null)),
    constraint redemption_refused_has_a_problem check ((state = 'REFUSED') = (problem is not null)),
    constraint redemption_discount_not_negative check (discount >= 0)
);

create unique index redemption_one_live_order_per_coupon on redemption (coupon_code)
    where state = 'REDEEMED';
