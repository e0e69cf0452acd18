-- Who has a coupon and who stands in line is a place in the campaign's pool now (db/first-come).
-- Redis is filled from here.
insert into pool (pool_id, quantity, taken, per_person, has_line, rate, opens_at, closes_at)
select id, issued, assigned, 1, true, 0, coalesce(valid_from, 'epoch'), valid_until
from campaign;

alter table campaign
    drop constraint campaign_assigned_within_issued,
    drop constraint campaign_waiting_not_negative,
    drop column assigned,
    drop column waiting,
    drop column line_seq,
    add constraint campaign_issued_some check (issued >= 1);

-- The place a coupon was given for: its reference.
alter table coupon add column claim_id uuid;
update coupon set claim_id = gen_random_uuid();
alter table coupon alter column claim_id set not null;

insert into place (pool_id, ticket, person, reference, quantity, state, number, from_line,
                   arrived_at, admitted_at)
select campaign_id, place, customer_id, claim_id, 1, 'ADMITTED', place, false,
       assigned_at, assigned_at
from (select *, row_number() over (partition by campaign_id order by assigned_at, code) as place
      from coupon
      where state = 'ASSIGNED') given;

insert into place (pool_id, ticket, person, reference, quantity, state, from_line, arrived_at)
select campaign_id, taken + row_number() over (partition by campaign_id order by line_seq),
       customer_id, gen_random_uuid(), 1, 'WAITING', false, created_at
from claim
join pool on pool_id = campaign_id
where claim.state = 'WAITING';

drop table claim;

-- A code somebody typed is looked up by its hash: how long that takes says nothing about how much
-- of a code was right. The code itself stays, for its owner to read.
alter table coupon
    add column code_hash bytea not null generated always as (sha256(code::bytea)) stored,
    drop constraint coupon_pkey,
    add constraint coupon_once_for_a_code primary key (code_hash);

-- Codes that were not the guesser's own, counted for the time they are counted together.
create table code_guess (
    guesser text        not null, -- a customer's id, or the address a request came from
    wrong   integer     not null,
    since   timestamptz not null,
    constraint code_guess_of_one_guesser primary key (guesser)
);

create index code_guess_since on code_guess (since);
