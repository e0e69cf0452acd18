package com.winemall.coupon.campaign;

import static com.winemall.starter.jdbc.Rows.instant;
import static com.winemall.starter.jdbc.Rows.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;

/// The columns of the table `campaign` that say what its coupons are good for.
public final class TermsColumns {

    private TermsColumns() {}

    public static CouponTerms terms(ResultSet row) throws SQLException {
        return new CouponTerms(
                discount(row).discount(), row.getLong("minimum_subtotal"), validity(row));
    }

    public static DiscountTerms discount(ResultSet row) throws SQLException {
        return new DiscountTerms(
                DiscountTerms.Kind.valueOf(row.getString("discount_type")),
                row.getLong("discount_value"),
                row.getObject("discount_max", Long.class));
    }

    public static Validity validity(ResultSet row) throws SQLException {
        return new Validity(instantOrNull(row, "valid_from"), instant(row, "valid_until"));
    }
}
