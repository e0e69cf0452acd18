-- Replies whose sagas could not be seen when they came. They wait here, and nobody waits for them.
create table early_reply (
    order_id    uuid        not null,
    message_id  text        not null,
    sent_at     timestamptz not null, -- how long it has waited is reckoned from this
    traceparent text,
    type        text        not null,
    reply       jsonb       not null,
    primary key (order_id, message_id)
);
