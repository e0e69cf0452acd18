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
    Invariant couponsAreCounted() {
        return new Invariant(
                "the coupons a campaign counts are there",
                """
                select campaign.id || ' counts ' || campaign.assigned || ', has '
                       || coalesce(given.coupons, 0)
                from campaign
                left join (select campaign_id, count(*) as coupons
                           from coupon
                           where state = 'ASSIGNED'
                           group by campaign_id) given on given.campaign_id = campaign.id
                where campaign.assigned <> coalesce(given.coupons, 0)
                """);
    }

    @Bean
    Invariant linesAreCounted() {
        return new Invariant(
                "the people a line counts stand in it, without a gap",
                """
                select campaign.id || ' counts ' || campaign.waiting || ', has '
                       || coalesce(line.people, 0)
                from campaign
                left join (select campaign_id, count(*) as people,
                                  min(line_seq) as first, max(line_seq) as last
                           from claim
                           where state = 'WAITING'
                           group by campaign_id) line on line.campaign_id = campaign.id
                where campaign.waiting <> coalesce(line.people, 0)
                   or line.last <> campaign.line_seq
                   or line.first <> campaign.line_seq - campaign.waiting + 1
                """);
    }

    @Bean
    Invariant claimsHaveTheirCoupons() {
        return new Invariant(
                "a claim has the coupon it was given",
                """
                select customer_id || ' and ' || campaign_id || ': ' || code
                from (select code, campaign_id, customer_id
                      from coupon
                      where state = 'ASSIGNED') given
                full join (select coupon_code as code, campaign_id, customer_id
                           from claim
                           where state = 'ASSIGNED') claimed
                     using (code, campaign_id, customer_id)
                where given.code is null or claimed.code is null
                """);
    }
}
