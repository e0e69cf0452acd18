package com.winemall.coupon.claim;

/// How many of a campaign's coupons are out, and how long its line is.
///
/// @param issued coupons there are in all
/// @param assigned coupons people have now
/// @param waiting people in line
/// @param lastPlace the last place in line given out
public record Counters(int issued, int assigned, int waiting, long lastPlace) {

    int free() {
        return issued - assigned;
    }

    /// Nobody leaves the line but at its head, so those in it have the last places given out, and a
    /// position is reckoned instead of counted.
    public long positionOf(long place) {
        return place - (lastPlace - waiting);
    }

    Counters moreIssued(int quantity) {
        return new Counters(issued + quantity, assigned, waiting, lastPlace);
    }

    Counters oneAssigned() {
        return new Counters(issued, assigned + 1, waiting, lastPlace);
    }

    Counters oneGivenBack() {
        return new Counters(issued, assigned - 1, waiting, lastPlace);
    }

    Counters oneJoined() {
        return new Counters(issued, assigned, waiting + 1, lastPlace + 1);
    }

    Counters oneServed() {
        return new Counters(issued, assigned + 1, waiting - 1, lastPlace);
    }

    /// What has to be added to the earlier ones to make these.
    public Counters since(Counters earlier) {
        return new Counters(
                issued - earlier.issued,
                assigned - earlier.assigned,
                waiting - earlier.waiting,
                lastPlace - earlier.lastPlace);
    }
}
