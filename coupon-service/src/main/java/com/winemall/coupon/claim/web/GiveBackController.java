package com.winemall.coupon.claim.web;

import com.winemall.coupon.CouponApiProblem;
import com.winemall.coupon.claim.GiveBackCouponHandler;
import com.winemall.coupon.claim.GiveBackCouponHandler.Outcome;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.code.Guesses;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GiveBackController {

    private final GiveBackCouponHandler handler;
    private final Guesses guesses;

    GiveBackController(GiveBackCouponHandler handler, Guesses guesses) {
        this.handler = handler;
        this.guesses = guesses;
    }

    @DeleteMapping("/api/coupons/{code}")
    ResponseEntity<Void> giveBack(
            @PathVariable String code,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        var address = request.getRemoteAddr();
        var lock = guesses.lockOf(caller.id(), address);
        if (lock.isPresent()) {
            throw TooManyGuesses.answer(response, lock.get());
        }
        var outcome =
                Code.parse(code)
                        .map(known -> handler.handle(known, caller.id()))
                        .orElse(Outcome.UNKNOWN);
        return switch (outcome) {
            case GIVEN_BACK -> ResponseEntity.noContent().build();
            case UNKNOWN -> {
                guesses.wrong(caller.id(), address);
                throw new Refused(
                        CouponApiProblem.COUPON_NOT_FOUND, "You have no coupon of this code");
            }
            case IN_USE ->
                    throw new Refused(
                            CouponApiProblem.COUPON_IN_USE,
                            "It can be given back once the order has ended without it");
        };
    }
}
