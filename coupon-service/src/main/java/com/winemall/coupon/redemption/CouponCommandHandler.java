package com.winemall.coupon.redemption;

import com.winemall.contracts.OrderId;
import com.winemall.contracts.coupon.CouponCommand;
import com.winemall.contracts.reply.CouponReply;
import com.winemall.coupon.code.Code;
import com.winemall.coupon.code.Guesses;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Does what the saga asks of the coupons of many orders, in one transaction.
@Component
@Transactional
public class CouponCommandHandler {

    private static final Logger log = LoggerFactory.getLogger(CouponCommandHandler.class);

    private final Redemptions redemptions;
    private final Guesses guesses;
    private final Clock clock;

    CouponCommandHandler(Redemptions redemptions, Guesses guesses, Clock clock) {
        this.redemptions = redemptions;
        this.guesses = guesses;
        this.clock = clock;
    }

    /// @return an answer for each command, in their order
    public List<CouponReply> handle(List<? extends CouponCommand> commands) {
        var now = clock.instant();
        Set<Code> codes = new HashSet<>();
        Set<OrderId> orders = new HashSet<>();
        for (var command : commands) {
            Code.of(command.couponCode()).ifPresent(codes::add);
            orders.add(command.orderId());
        }
        var book = redemptions.load(codes, orders, now);
        book.allow(guesses.left(book.guessers(commands)));
        List<CouponReply> answers = new ArrayList<>(commands.size());
        for (var command : commands) {
            var answer = book.handle(command);
            answers.add(answer);
            log.atInfo()
                    .addKeyValue("orderId", command.orderId())
                    .log(
                            "{} → {}",
                            command.getClass().getSimpleName(),
                            answer.getClass().getSimpleName());
        }
        redemptions.store(book, now);
        guesses.wrong(book.wrongCodes());
        return answers;
    }
}
