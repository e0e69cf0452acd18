#!/bin/sh
# A database and a role for each service, once, when PostgreSQL has no data yet.
set -eu

make() {
  psql --quiet --set=ON_ERROR_STOP=1 --username=postgres --set=name="$1" --set=password="$2" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
}

make users "$USERS_PASSWORD"
make products "$PRODUCTS_PASSWORD"
make orders "$ORDERS_PASSWORD"
make coupons "$COUPONS_PASSWORD"
make orchestrator "$ORCHESTRATOR_PASSWORD"
make notifications "$NOTIFICATIONS_PASSWORD"
