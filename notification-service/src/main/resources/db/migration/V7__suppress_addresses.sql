-- Addresses nothing is sent to any more, because a mail to them came back for good or its reader
-- complained. Lifted ones stay, with who lifted them and why.
create table mail_suppression (
    id            uuid        not null,
    address       text        not null,
    cause         text        not null,
    detail        text        not null, -- what SES said
    mail_id       uuid,                 -- which mail it was about, if SES said so
    since         timestamptz not null,
    lifted_at     timestamptz,
    lifted_by     text,
    lifted_reason text,
    constraint mail_suppression_pk primary key (id),
    constraint mail_suppression_cause_known check (cause in ('BOUNCE', 'COMPLAINT')),
    constraint mail_suppression_address_is_lower_case check (address = lower(address)),
    constraint mail_suppression_is_lifted_or_not check (
        num_nonnulls(lifted_at, lifted_by, lifted_reason) in (0, 3))
);

create unique index mail_suppression_once_in_force on mail_suppression (address)
    where lifted_at is null;

-- What SNS has told, so that nothing it told is used twice: a lifted suppression does not come back
-- because somebody kept the message it followed from.
create table sns_message (
    id          text        not null,
    received_at timestamptz not null,
    constraint sns_message_pk primary key (id)
);

create index sns_message_age on sns_message (received_at);

alter table mail
    drop constraint mail_status_known,
    add constraint mail_status_known check (
        status in ('WAITING_FOR_ADDRESS', 'PENDING', 'SENDING', 'SENT', 'FAILED', 'IN_DOUBT',
                   'WITHDRAWN', 'SUPPRESSED', 'RECIPIENT_LEFT')),
    add constraint mail_suppressed_says_why check (
        status <> 'SUPPRESSED' or last_error is not null);
