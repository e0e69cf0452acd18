package com.winemall.coupon.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

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
        return new Validity(
                instantOrNull(row, "valid_from"),
                row.getObject("valid_until", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
