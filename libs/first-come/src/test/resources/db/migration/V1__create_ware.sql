-- What an admission is worth in the tests.
create table ware (
    reference uuid primary key,
    pool_id uuid not null,
    person uuid not null
);

create table settled (pool_id uuid primary key, withdrawn bigint not null);
