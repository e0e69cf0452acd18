package com.winemall.coupon.wallet;

import com.winemall.starter.web.Caller;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OwnCouponController {

    private final OwnCoupons coupons;

    OwnCouponController(OwnCoupons coupons) {
        this.coupons = coupons;
    }

    @GetMapping("/api/coupons")
    PageOf<OwnCoupon> own(Caller caller, @Valid Paging paging) {
        return coupons.page(caller.id(), paging);
    }
}
