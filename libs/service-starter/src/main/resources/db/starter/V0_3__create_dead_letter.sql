-- What this service's consumers could not handle, filled from their dead-letter topics. A record is
-- named by its place and its time: places are given anew when a broker has lost its data.
create table dead_letter (
    id               uuid        not null,
    topic            text        not null,
    consumer         text        not null,
    record_partition integer     not null,
    record_offset    bigint      not null,
    record_sent_at   timestamptz not null,
    message_key      text,
    message_id       text,
    type             text,
    headers          json        not null,
    payload          bytea,
    error            text        not null,
    attempts         integer     not null,
    given_up_at      timestamptz not null,
    status           text        not null,
    constraint dead_letter_pk primary key (id),
    constraint dead_letter_once_for_record
        unique (topic, consumer, record_partition, record_offset, record_sent_at),
    constraint dead_letter_status_known check (status in ('WAITING', 'REDRIVEN', 'DISCARDED'))
);

create index dead_letter_newest on dead_letter (given_up_at, id);
create index dead_letter_waiting on dead_letter (topic, consumer) where status = 'WAITING';

-- What operators did about them; a redrive that failed again has an error. Nothing is taken out.
create table dead_letter_action (
    id             bigint generated always as identity,
    dead_letter_id uuid        not null,
    kind           text        not null,
    actor          text        not null,
    at             timestamptz not null,
    reason         text,
    error          text,
    constraint dead_letter_action_pk primary key (id),
    constraint dead_letter_action_of_letter foreign key (dead_letter_id) references dead_letter (id),
    constraint dead_letter_action_kind_known check (kind in ('REDRIVE', 'DISCARD')),
    constraint dead_letter_action_discard_has_reason check ((kind = 'DISCARD') = (reason is not null))
);

create index dead_letter_action_letter on dead_letter_action (dead_letter_id);
