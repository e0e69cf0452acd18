package com.winemall.coupon.audit;

/// What must always hold, told by the rows and not by the counters. Each is one statement and so
/// sees one moment: nothing that is merely under way counts, and there is no grace.
enum Invariant {
    ONE_LIVE_ORDER_PER_COUPON(
            "a coupon is used by at most one live order",
            "coupons with several",
            """
            select count(*)
            from (select 1
                  from redemption
                  where state = 'REDEEMED'
                  group by coupon_code
                  having count(*) > 1)
            """),

    ORDERS_USE_COUPONS_PEOPLE_HAVE(
            "a live order uses a coupon somebody has",
            "orders without one",
            """
            select count(*)
            from redemption
            left join coupon on coupon.code = redemption.coupon_code
            where redemption.state = 'REDEEMED' and coupon.state is distinct from 'ASSIGNED'
            """),

    NO_MORE_THAN_ISSUED(
            "a campaign never gives more coupons than it issued",
            "campaigns that have",
            """
            select count(*)
            from campaign
            join (select campaign_id, count(*) as coupons
                  from coupon
                  where state = 'ASSIGNED'
                  group by campaign_id) given on given.campaign_id = campaign.id
            where given.coupons > campaign.issued
            """),

    ONE_PER_PERSON(
            "nobody has two coupons of one campaign",
            "people who have",
            """
            select count(*)
            from (select 1
                  from coupon
                  where state = 'ASSIGNED'
                  group by campaign_id, customer_id
                  having count(*) > 1)
            """),

    COUPONS_ARE_COUNTED(
            "the coupons a campaign counts are there",
            "campaigns that miscount",
            """
            select count(*)
            from campaign
            left join (select campaign_id, count(*) as coupons
                       from coupon
                       where state = 'ASSIGNED'
                       group by campaign_id) given on given.campaign_id = campaign.id
            where campaign.assigned <> coalesce(given.coupons, 0)
            """),

    LINES_ARE_COUNTED(
            "the people a line counts stand in it, without a gap",
            "lines that miscount",
            """
            select count(*)
            from campaign
            left join (select campaign_id, count(*) as people,
                              min(line_seq) as first, max(line_seq) as last
                       from claim
                       where state = 'WAITING'
                       group by campaign_id) line on line.campaign_id = campaign.id
            where campaign.waiting <> coalesce(line.people, 0)
               or line.last <> campaign.line_seq
               or line.first <> campaign.line_seq - campaign.waiting + 1
            """),

    CLAIMS_HAVE_THEIR_COUPONS(
            "a claim has the coupon it was given",
            "claims and coupons without each other",
            """
            select count(*)
            from (select code, campaign_id, customer_id
                  from coupon
                  where state = 'ASSIGNED') given
            full join (select coupon_code as code, campaign_id, customer_id
                       from claim
                       where state = 'ASSIGNED') claimed
                 using (code, campaign_id, customer_id)
            where given.code is null or claimed.code is null
            """);

    private final String sentence;
    private final String violations;
    private final String count;

    Invariant(String sentence, String violations, String count) {
        this.sentence = sentence;
        this.violations = violations;
        this.count = count;
    }

    /// The statement that counts what breaks it.
    String count() {
        return count;
    }

    Check given(long broken) {
        return new Check(sentence, broken == 0, violations + ": " + broken);
    }
}
