-- When operations may be written to again about dead letters. One row that all instances share.
create table dead_letter_digest (
    id     boolean     not null default true,
    due_at timestamptz not null,
    constraint dead_letter_digest_pk primary key (id),
    constraint dead_letter_digest_is_one_row check (id)
);

insert into dead_letter_digest (due_at) values (clock_timestamp());
