-- A pool of units that people get in the order in which they arrive. Redis decides at the door; what
-- is written here is what holds.
create table pool (
    pool_id uuid primary key,
    quantity bigint not null,
    -- units of places that are ADMITTED or SOLD
    taken bigint not null default 0,
    per_person integer not null,
    has_line boolean not null,
    -- arrivals a second the waiting room lets in; 0: there is none
    rate integer not null,
    opens_at timestamptz not null,
    closes_at timestamptz,
    state text not null default 'OPEN',
    pause_reason text,
    -- one more each time Redis is filled anew: what an older Redis admitted is refused
    epoch integer not null default 1,
    constraint pool_state check (state in ('OPEN', 'PAUSED', 'CLOSED', 'SETTLED')),
    constraint pool_taken check (taken >= 0 and taken <= quantity),
    constraint pool_per_person check (per_person > 0),
    constraint pool_rate check (rate >= 0)
);

create index pool_kept on pool (pool_id) where state <> 'SETTLED';

-- Somebody's place in a pool, from their arrival at the door on.
create table place (
    pool_id uuid not null references pool,
    ticket bigint not null,
    person uuid not null,
    reference uuid not null,
    request text,
    quantity integer not null,
    state text not null,
    number bigint,
    from_line boolean not null,
    arrived_at timestamptz not null,
    admitted_at timestamptz,
    ended_at timestamptz,
    -- why it was refused, or what its end is counted as
    code text,
    -- the pool's epoch when this place ended; null once Redis knows
    untold_epoch integer,
    constraint place_pkey primary key (pool_id, ticket),
    constraint place_reference unique (reference),
    constraint place_number unique (pool_id, number),
    constraint place_state check (
        state in ('WAITING', 'ADMITTED', 'SOLD', 'LEFT', 'RELEASED', 'REFUSED')),
    constraint place_quantity check (quantity > 0)
);

create unique index place_live on place (pool_id, person) where state in ('WAITING', 'ADMITTED');
create index place_untold on place (pool_id, ticket) where untold_epoch is not null;
create index place_waiting on place (pool_id, ticket) where state = 'WAITING';

-- What was counted at the door in one second.
create table pool_second (
    pool_id uuid not null references pool,
    at timestamptz not null,
    code text not null,
    count bigint not null,
    constraint pool_second_pkey primary key (pool_id, at, code)
);
