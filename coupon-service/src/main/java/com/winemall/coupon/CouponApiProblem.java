package com.winemall.coupon;

import com.winemall.starter.web.Problem;
import org.springframework.http.HttpStatus;

/// The ways the coupon API says no. Why an order was refused a coupon is not among them: that
/// travels to the saga, as a `CouponProblem`.
public enum CouponApiProblem implements Problem {
    CAMPAIGN_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such campaign"),
    CAMPAIGN_NOT_OPEN(HttpStatus.CONFLICT, "The campaign is not open"),
    CAMPAIGN_NOT_OVER(HttpStatus.CONFLICT, "The campaign is not over"),
    CAMPAIGN_LIMIT_REACHED(HttpStatus.CONFLICT, "The campaign cannot have so many coupons"),
    CLAIM_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no claim of yours"),
    COUPON_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such coupon of yours"),
    COUPON_IN_USE(HttpStatus.CONFLICT, "An order has this coupon");

    private final HttpStatus status;
    private final String title;

    CouponApiProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
