create table member (
    id            uuid primary key,
    email         text        not null,
    -- What is compared, so that one address is one member however it is written.
    email_key     text        not null generated always as (lower(email collate "C")) stored,
    name          text        not null,
    password_hash text        not null,
    locale        text        not null,
    grade         text        not null,
    administrator boolean     not null default false,
    version       bigint      not null,
    created_at    timestamptz not null,
    constraint member_email_once unique (email_key),
    constraint member_email_fits_an_envelope check (char_length(email) between 3 and 254),
    constraint member_name_has_a_length check (char_length(name) between 1 and 100),
    constraint member_locale_is_known check (locale in ('ko', 'en')),
    constraint member_grade_is_known check (grade in ('STANDARD', 'VIP'))
);
