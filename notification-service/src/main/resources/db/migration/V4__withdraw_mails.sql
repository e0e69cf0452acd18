-- A mail that has its time is worthless afterwards, and once its cause is settled: a reminder of a
-- payment, when the order is paid or has ended.
alter table mail
    add column expires_at timestamptz,
    drop constraint mail_status_known,
    add constraint mail_status_known check (
        status in ('WAITING_FOR_ADDRESS', 'PENDING', 'SENDING', 'SENT', 'FAILED', 'IN_DOUBT',
                   'WITHDRAWN', 'RECIPIENT_LEFT'));

-- What nobody has to be reminded of any more. Kept for a while, because the news that settles a
-- cause and the news that asks for the reminder come over two topics, in any order.
create table settled_cause (
    cause      text        not null,
    settled_at timestamptz not null,
    constraint settled_cause_pk primary key (cause)
);

create index settled_cause_age on settled_cause (settled_at);
