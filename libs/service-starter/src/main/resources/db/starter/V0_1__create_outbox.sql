-- Messages that did not come from Kafka, written with the change that causes them. A row is leased
-- to the process that wrote it, which sends it right after its commit and deletes it; what is still
-- here when the lease is over was left by a crash or an outage, and anybody may send it.
create table outbox (
    id           bigint generated always as identity primary key,
    message_id   text        not null,
    topic        text        not null,
    message_key  text        not null,
    type         text        not null,
    traceparent  text,
    payload      bytea       not null,
    created_at   timestamptz not null default clock_timestamp(),
    leased_until timestamptz not null,
    attempts     integer     not null default 0,
    last_error   text
);

create index outbox_leased_until on outbox (leased_until);
