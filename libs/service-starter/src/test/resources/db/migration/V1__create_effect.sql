create table effect (
    order_id uuid primary key,
    note     text not null
);

-- Counts the orders noted, apart from the notes: an effect made twice would show here.
create table tally (
    noted bigint not null
);

insert into tally values (0);
