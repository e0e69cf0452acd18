package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.Ledger;
import com.winemall.local.client.Mailbox;
import com.winemall.local.client.MallClient;
import com.winemall.local.client.Offers;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Two hundred customers want one bottle each of a wine of which there are a hundred, in the same
/// moment. Half of those who get one pay; what the others let go comes back, those who had missed
/// out hear of it, and the quickest of them buy it. Then the books are checked.
///
/// It takes as long as an order can be paid: the window should be a short one.
public final class Story {

    private static final int CUSTOMERS = 200;
    private static final int UNITS = 100;
    private static final int PAYERS = 50;

    private static final int LOSERS = CUSTOMERS - UNITS;
    private static final int FORGETFUL = UNITS - PAYERS;
    private static final int MAILS = 2 * CUSTOMERS + 2 * FORGETFUL;

    private final MallClient mall;
    private final Mailbox mailbox;
    private final Ledger ledger;
    private final String admin;
    private final IntFunction<List<Customer>> customers;
    private final Duration window;
    private final PrintWriter out;
    private final Narrator narrator;
    private final BackOffice office;
    private final Checks checks = new Checks();

    /// @param customers makes so many members
    /// @param window how long an order can be paid
    public Story(
            MallClient mall,
            Mailbox mailbox,
            Ledger ledger,
            String adminToken,
            IntFunction<List<Customer>> customers,
            Duration window,
            PrintWriter out) {
        this.mall = mall;
        this.mailbox = mailbox;
        this.ledger = ledger;
        this.admin = adminToken;
        this.customers = customers;
        this.window = window;
        this.out = out;
        this.narrator = new Narrator(out);
        this.office = new BackOffice(mall, adminToken);
    }

    /// @return whether everything is as promised
    public boolean play() throws InterruptedException {
        var wine = new Offers(mall, admin).wine("Demo Cuvée", UNITS);
        var everybody = new Crowd(mall, customers.apply(CUSTOMERS), out);
        var before = ledger.totals();

        allOrderAtOnce(everybody, wine);
        var winners = everybody.whoseOrderIs("NOTPAYED");
        var losers = everybody.whoseOrderIs("STOCK_OUT");

        var payers = winners.first(PAYERS);
        halfOfTheWinnersPay(payers, before);

        var forgetful = winners.without(payers);
        theOthersForget(forgetful, wine);
        theLosersHearOfIt(losers);

        var quick = losers.first(FORGETFUL);
        theQuickestBuyIt(quick, wine);

        narrator.say("Everybody hears what became of it.");
        narrator.await("all mails are out", () -> mails(everybody) == MAILS);
        checks.add(
                "who paid heard of that",
                PAYERS,
                office.heard(payers, "ORDER_ACCEPTED", "ORDER_PAID"));
        checks.add(
                "who did not pay heard of that",
                FORGETFUL,
                office.heard(forgetful, "ORDER_ACCEPTED", "ORDER_TIMED_OUT"));
        checks.add(
                "who missed out and then bought heard of that",
                FORGETFUL,
                office.heard(quick, "OUT_OF_STOCK", "RESTOCK", "ORDER_ACCEPTED", "ORDER_PAID"));
        checks.add(
                "who missed out heard of that, and of the restock",
                LOSERS - FORGETFUL,
                office.heard(losers.without(quick), "OUT_OF_STOCK", "RESTOCK"));
        checks.add("mails to all of them", MAILS, mails(everybody));

        checkBooks(wine, before, payers.total("PREPARING") + quick.total("PREPARING"));
        checks.print(out);
        return checks.allHold();
    }

    private void allOrderAtOnce(Crowd everybody, String wine) throws InterruptedException {
        narrator.say("%d customers want one bottle each; there are %d.", CUSTOMERS, UNITS);
        everybody.orderAtOnce(wine);
        narrator.await("all orders are decided", everybody::isSettled);
        checks.add("orders accepted (NOTPAYED)", UNITS, everybody.count("NOTPAYED"));
        checks.add("orders refused (STOCK_OUT)", LOSERS, everybody.count("STOCK_OUT"));
    }

    private void halfOfTheWinnersPay(Crowd payers, Ledger.Totals before)
            throws InterruptedException {
        narrator.say("%d of those who got one pay.", payers.size());
        checks.add("payments accepted", PAYERS, payers.payAtOnce());
        narrator.await("all payments are settled", payers::isSettled);
        checks.add("orders paid (PREPARING)", PAYERS, payers.count("PREPARING"));
        checks.add("won taken for them", payers.total("PREPARING"), captured(before));
    }

    private void theOthersForget(Crowd forgetful, String wine) throws InterruptedException {
        narrator.say(
                "The other %d do not, and have %d s to.", forgetful.size(), window.toSeconds());
        narrator.await("unpaid orders end", window, () -> forgetful.hasNone("NOTPAYED"));
        checks.add("orders not paid in time (TIMEOUT)", FORGETFUL, forgetful.count("TIMEOUT"));
        narrator.await(
                "their bottles are back", () -> office.stock(wine, "available") == FORGETFUL);
        checks.add("bottles for sale again", FORGETFUL, office.stock(wine, "available"));
    }

    private void theLosersHearOfIt(Crowd losers) throws InterruptedException {
        narrator.say("Those who missed out hear that the wine is back.");
        narrator.await("each of them has a mail", () -> told(losers, 1) == LOSERS);
        checks.add("told once that it is back", LOSERS, told(losers, 1));
    }

    private void theQuickestBuyIt(Crowd quick, String wine) throws InterruptedException {
        narrator.say("The %d quickest of them buy it.", quick.size());
        quick.orderAtOnce(wine);
        narrator.await("their orders are decided", quick::isSettled);
        checks.add("payments accepted then", FORGETFUL, quick.payAtOnce());
        narrator.await("their payments are settled", quick::isSettled);
        checks.add("orders paid then (PREPARING)", FORGETFUL, quick.count("PREPARING"));
    }

    private void checkBooks(String wine, Ledger.Totals before, long paid) {
        var now = ledger.totals();
        checks.add("won taken for all that is PREPARING", paid, captured(before));
        checks.add("won set aside and not taken", 0, now.held() - before.held());
        checks.add("won given back", 0, now.refunded() - before.refunded());
        checks.add("bottles left", 0, office.stock(wine, "onHand"));
        checks.add("bottles held", 0, office.stock(wine, "held"));
        checks.add("stock drift", 0, office.stock(wine, "drift"));
        office.audit(checks);
    }

    private long captured(Ledger.Totals before) {
        return ledger.totals().captured() - before.captured();
    }

    /// Customers who were sent so many mails that the wine is back.
    private long told(Crowd crowd, long times) {
        return crowd.customers().stream()
                .filter(customer ->
                        office.sent(customer.email()).stream().filter("RESTOCK"::equals).count()
                                == times)
                .count();
    }

    /// Mails in the mailbox to these customers.
    private long mails(Crowd crowd) {
        Set<String> theirs =
                crowd.customers().stream().map(Customer::email).collect(Collectors.toSet());
        return mailbox.newest(2 * MAILS).stream()
                .filter(mail -> theirs.contains(mail.to()))
                .count();
    }
}
