package com.winemall.coupon.audit;

import com.winemall.starter.audit.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What must always hold about coupons, told by the rows and not by the counters. Nothing that is
/// merely under way counts, and there is no grace.
@Configuration(proxyBeanMethods = false)
class CouponInvariants {

    @Bean
    Invariant oneLiveOrderPerCoupon() {
        return new Invariant(
                "a coupon is used by at most one live order",
                """
                select coupon_code || ' is used by ' || count(*) || ' orders'
                from redemption
                where state = 'REDEEMED'
                group by coupon_code
                having count(*) > 1
                """);
    }

    @Bean
    Invariant ordersUseCouponsPeopleHave() {
        return new Invariant(
                "a live order uses a coupon somebody has",
                """
                select redemption.order_id || ' uses ' || redemption.coupon_code
                from redemption
                left join coupon on coupon.code = redemption.coupon_code
                where redemption.state = 'REDEEMED' and coupon.state is distinct from 'ASSIGNED'
                """);
    }

    @Bean
    Invariant noMoreThanIssued() {
        return new Invariant(
                "a campaign never gives more coupons than it issued",
                """
                select campaign.id || ' gave ' || given.coupons || ' of ' || campaign.issued
                from campaign
                join (select campaign_id, count(*) as coupons
                      from coupon
                      where state = 'ASSIGNED'
                      group by campaign_id) given on given.campaign_id = campaign.id
                where given.coupons > campaign.issued
                """);
    }

    @Bean
    Invariant onePerPerson() {
        return new Invariant(
                "nobody has two coupons of one campaign",
                """
                select customer_id || ' has ' || count(*) || ' of ' || campaign_id
                from coupon
                where state = 'ASSIGNED'
                group by campaign_id, customer_id
                having count(*) > 1
                """);
    }

    @Bean
    Invariant poolsHaveWhatWasIssued() {
        return new Invariant(
                "a campaign's pool has as many coupons as were issued",
                """
                select campaign.id || ' issued ' || campaign.issued || ', its pool has '
                       || coalesce(pool.quantity, 0)
                from campaign
                left join pool on pool.pool_id = campaign.id
                where pool.quantity is distinct from campaign.issued
                """);
    }

    @Bean
    Invariant couponsAreCounted() {
        return new Invariant(
                "the coupons a campaign counts are there",
                """
                select campaign.id || ' counts ' || pool.taken || ', has '
                       || coalesce(given.coupons, 0)
                from campaign
                join pool on pool.pool_id = campaign.id
                left join (select campaign_id, count(*) as coupons
                           from coupon
                           where state = 'ASSIGNED'
                           group by campaign_id) given on given.campaign_id = campaign.id
                where pool.taken <> coalesce(given.coupons, 0)
                """);
    }

    @Bean
    Invariant placesHaveTheirCoupons() {
        return new Invariant(
                "a place has the coupon it was given",
                """
                select customer_id || ' and ' || campaign_id || ': ' || claim_id
                from (select claim_id, campaign_id, customer_id
                      from coupon
                      where state = 'ASSIGNED') given
                full join (select reference as claim_id, pool_id as campaign_id,
                                  person as customer_id
                           from place
                           where state = 'ADMITTED') admitted
                     using (claim_id, campaign_id, customer_id)
                where given.claim_id is null or admitted.claim_id is null
                """);
    }
}
