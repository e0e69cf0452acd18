-- One login, and all the refresh tokens that followed from it. They end together.
create table refresh_family (
    id            uuid primary key,
    customer_id   uuid        not null references member (id) on delete cascade,
    created_at    timestamptz not null,
    ended_at      timestamptz,
    ended_because text,
    constraint refresh_family_ends_for_a_reason
        check ((ended_at is null) = (ended_because is null)),
    constraint refresh_family_reason_is_known
        check (ended_because in ('REUSED', 'LOGGED_OUT', 'PASSWORD_CHANGED'))
);

create index refresh_family_customer_id on refresh_family (customer_id);
create index refresh_family_created_at on refresh_family (created_at);

-- A spent token stays until it would have run out, so that using it again is noticed.
create table refresh_token (
    token_hash bytea primary key, -- SHA-256; the token itself is kept nowhere
    family_id  uuid        not null references refresh_family (id) on delete cascade,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    spent_at   timestamptz
);

create index refresh_token_family_id on refresh_token (family_id);
create index refresh_token_expires_at on refresh_token (expires_at);
