-- One row for each mail. It holds what the mail tells; to whom, where and in which language is
-- looked up when it goes out.
create table mail (
    id            uuid        not null,
    kind          text        not null,
    cause         text        not null,
    -- Who said it, in which of their versions of the cause.
    told_by       text,
    told_version  bigint,
    customer_id   uuid,
    address       text,
    facts         json        not null,
    status        text        not null,
    -- PENDING: when it may be tried; SENDING: when its sender's lease is over.
    due_at        timestamptz not null,
    claim         uuid,
    attempts      integer     not null default 0,
    last_error    text,
    language      text,
    subject       text,
    message_id    text,
    sent_count    integer     not null default 0,
    sent_at       timestamptz,
    asked_at      timestamptz not null,
    created_at    timestamptz not null,
    constraint mail_pk primary key (id),
    constraint mail_once_for_cause_and_addressee
        unique nulls not distinct (cause, kind, customer_id, address),
    constraint mail_told_by_and_version check (num_nulls(told_by, told_version) <> 1),
    constraint mail_has_one_addressee check (num_nonnulls(customer_id, address) = 1),
    constraint mail_status_known check (
        status in ('WAITING_FOR_ADDRESS', 'PENDING', 'SENDING', 'SENT', 'FAILED', 'RECIPIENT_LEFT')),
    constraint mail_under_way_is_claimed check ((status = 'SENDING') = (claim is not null)),
    constraint mail_sent_has_message_id check (status <> 'SENT' or message_id is not null)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

create index mail_due on mail (due_at) where status in ('PENDING', 'SENDING');
create index mail_at_rest on mail (status, id)
    where status in ('WAITING_FOR_ADDRESS', 'FAILED', 'RECIPIENT_LEFT');
create index mail_customer on mail (customer_id);
create index mail_address on mail (lower(address)) where address is not null;
create index mail_sent_again on mail (id) where sent_count > 1;

-- Who wanted a mail sent again, and what had become of it before.
create table mail_resend (
    id                  bigint generated always as identity,
    mail_id             uuid        not null,
    requested_by        text        not null,
    requested_at        timestamptz not null,
    previous_status     text        not null,
    previous_attempts   integer     not null,
    previous_message_id text,
    previous_error      text,
    constraint mail_resend_pk primary key (id),
    constraint mail_resend_of_mail foreign key (mail_id) references mail (id)
);

create index mail_resend_mail on mail_resend (mail_id);

-- The pace all senders share: until when its turns are given out.
create table mail_pace (
    id        boolean     not null default true,
    next_turn timestamptz not null,
    constraint mail_pace_pk primary key (id),
    constraint mail_pace_is_one_row check (id)
);

insert into mail_pace (next_turn) values (clock_timestamp());
