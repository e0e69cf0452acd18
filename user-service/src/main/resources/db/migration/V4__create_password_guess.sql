-- Wrong passwords in a row, for each address anybody tried, a member's or not. Addresses are kept
-- as SHA-256: people type passwords there, too.
create table password_guess (
    address_hash bytea primary key,
    wrong        integer     not null,
    locked_until timestamptz,
    last_at      timestamptz not null,
    constraint password_guess_wrong_is_positive check (wrong > 0)
);

create index password_guess_last_at on password_guess (last_at);
