create table product (
    id                  uuid primary key,
    name                text        not null,
    producer            text        not null,
    type                text        not null,
    country             text        not null,
    region              text        not null,
    grapes              text[]      not null,
    vintage             integer,
    abv                 numeric(4, 2) not null,
    price               bigint      not null,
    reorder_point       integer,
    reorder_quantity    integer,
    advertised          boolean     not null default false,
    ad_manager_email    text,
    stock_manager_email text,
    description         text,
    search_text         text        not null, -- what customers search in: no accents, no capitals
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    constraint product_price_is_positive check (price > 0),
    constraint product_type_is_known
        check (type in ('RED', 'WHITE', 'ROSE', 'SPARKLING', 'DESSERT', 'FORTIFIED'))
);

create index product_country on product (country);
create index product_price on product (price);
