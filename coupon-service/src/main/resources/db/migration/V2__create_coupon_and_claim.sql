-- A coupon exists from the moment somebody has it. One that was given back is never anybody's
-- again: who gets its place in the campaign gets a new code.
create table coupon (
    code          text        collate "C" primary key, -- without what is only for reading
    campaign_id   uuid        not null references campaign (id),
    customer_id   uuid        not null,
    state         text        not null,
    assigned_at   timestamptz not null,
    given_back_at timestamptz,
    constraint coupon_state_is_known check (state in ('ASSIGNED', 'GIVEN_BACK')),
    constraint coupon_given_back_at_some_time
        check ((state = 'GIVEN_BACK') = (given_back_at is not null))
);

create unique index coupon_one_per_person_and_campaign on coupon (campaign_id, customer_id)
    where state = 'ASSIGNED';
create index coupon_customer on coupon (customer_id, assigned_at, code) where state = 'ASSIGNED';

-- Where one person stands in one campaign.
create table claim (
    campaign_id uuid        not null references campaign (id),
    customer_id uuid        not null,
    version     bigint      not null, -- grows with every change
    state       text        not null,
    line_seq    bigint,               -- the place in line
    coupon_code text        collate "C" references coupon (code),
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint claim_once_per_person_and_campaign primary key (campaign_id, customer_id),
    constraint claim_state_is_known check (state in ('WAITING', 'ASSIGNED', 'GIVEN_BACK')),
    constraint claim_waiting_has_a_place check ((state = 'WAITING') = (line_seq is not null)),
    constraint claim_assigned_has_a_coupon check ((state = 'ASSIGNED') = (coupon_code is not null))
);

create unique index claim_line on claim (campaign_id, line_seq) where state = 'WAITING';
