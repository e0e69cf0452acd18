-- What access tokens are signed with. The newest one signs; every one that is not retired is
-- published. Instances that start together race for the next generation, and one of them wins it.
create table signing_key (
    generation  integer primary key,
    kid         text        not null,
    public_key  bytea       not null, -- X.509
    private_key bytea       not null, -- PKCS #8, encrypted
    created_at  timestamptz not null,
    retired_at  timestamptz,
    constraint signing_key_kid_once unique (kid),
    constraint signing_key_generation_is_positive check (generation > 0)
);
