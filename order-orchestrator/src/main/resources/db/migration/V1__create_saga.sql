-- One row an order: where its saga is. What an operator looks for and the timer needs are columns,
-- the rest is in data; order_placed is what was ordered and never changes.
create table saga (
    order_id           uuid        primary key,
    customer_id        uuid        not null,
    definition_version integer     not null,
    state              text        not null,
    due_at             timestamptz, -- when it acts by itself; absent: it waits for somebody
    attempts           integer     not null, -- of the pending command
    reason             text,        -- why it ends
    paused             boolean     not null,
    order_version      bigint      not null,
    version            bigint      not null,
    order_placed       jsonb       not null,
    data               jsonb       not null,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    ended_at           timestamptz
);

create index saga_due_at on saga (due_at) where due_at is not null;

-- One row for each thing that happened, for the customer's timeline and the operator's page.
create table saga_log (
    id           bigint generated always as identity primary key,
    order_id     uuid        not null references saga (order_id),
    at           timestamptz not null,
    kind         text        not null,
    state        text        not null,
    step         text,
    direction    text,
    command_id   text,
    attempt      integer,
    reason       text,
    note         text,
    actor        text,
    message_type text,
    message      jsonb
);

create index saga_log_order on saga_log (order_id, id);
