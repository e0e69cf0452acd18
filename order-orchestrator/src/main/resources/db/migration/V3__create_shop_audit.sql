-- The last audit of the whole shop, and when the next one is due. Whoever moves due_at on has that
-- audit to do; it is due again when they do not come back.
create table shop_audit (
    id     boolean     not null default true,
    due_at timestamptz not null,
    ran_at timestamptz, -- absent: nobody has audited it yet
    constraint shop_audit_pk primary key (id),
    constraint shop_audit_is_one_row check (id)
);

-- Not at once: the services are only just starting.
insert into shop_audit (due_at) values (clock_timestamp() + interval '1 minute');

create table shop_audit_check (
    position integer not null,
    name     text    not null,
    holds    boolean not null,
    detail   text    not null,
    constraint shop_audit_check_pk primary key (position)
);
