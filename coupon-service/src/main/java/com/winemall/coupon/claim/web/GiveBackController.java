package com.winemall.coupon.claim.web;

import com.winemall.coupon.CouponApiProblem;
import com.winemall.coupon.claim.GiveBackCouponHandler;
import com.winemall.coupon.claim.GiveBackCouponHandler.Outcome;
import com.winemall.coupon.code.Code;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GiveBackController {

    private final GiveBackCouponHandler handler;

    GiveBackController(GiveBackCouponHandler handler) {
        this.handler = handler;
    }

    @DeleteMapping("/api/coupons/{code}")
    ResponseEntity<Void> giveBack(@PathVariable String code, Caller caller) {
        var outcome =
                Code.parse(code)
                        .map(known -> handler.handle(known, caller.id()))
                        .orElse(Outcome.UNKNOWN);
        return switch (outcome) {
            case GIVEN_BACK -> ResponseEntity.noContent().build();
            case UNKNOWN ->
                    throw new Refused(
                            CouponApiProblem.COUPON_NOT_FOUND, "You have no coupon of this code");
            case IN_USE ->
                    throw new Refused(
                            CouponApiProblem.COUPON_IN_USE,
                            "It can be given back once the order has ended without it");
        };
    }
}
