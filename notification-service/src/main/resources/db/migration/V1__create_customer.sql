-- Whom mails go to, as user-service tells it. Of who has left only the fact stays, so that news
-- which comes late does not bring them back.
create table customer (
    id       uuid    not null,
    version  bigint  not null,
    email    text,
    name     text,
    locale   text,
    has_left boolean not null,
    constraint customer_pk primary key (id),
    constraint customer_who_left_is_forgotten check (
        case when has_left
             then num_nonnulls(email, name, locale) = 0
             else num_nonnulls(email, name, locale) = 3
        end)
);

create index customer_email on customer (lower(email));
