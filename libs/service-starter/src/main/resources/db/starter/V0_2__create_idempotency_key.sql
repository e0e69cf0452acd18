-- The answer a creating request got, kept with the thing it created.
create table idempotency_key (
    person      text        not null,
    key         text        not null,
    fingerprint bytea       not null,
    status      integer     not null,
    location    text,
    body        text        not null,
    created_at  timestamptz not null default clock_timestamp(),
    constraint idempotency_key_once_per_person primary key (person, key)
);

create index idempotency_key_created_at on idempotency_key (created_at);
