#!/usr/bin/env bash
# Run by the image when the volume is empty: a database for each service, and a role that reaches no other one.
set -euo pipefail

make() {
  psql --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
    --set=name="$1" --set=password="$2" <<'SQL'
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
