package com.winemall.coupon.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.OrderId;
import com.winemall.contracts.Topics;
import com.winemall.contracts.coupon.ReturnCoupon;
import com.winemall.coupon.CouponServiceTest;
import com.winemall.coupon.Mall;
import com.winemall.test.BadRecords;
import com.winemall.test.TestTokens;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@CouponServiceTest
class BadRecordsIT {

    private final Mall mall;
    private final JdbcClient jdbc;
    private final BadRecords records;

    BadRecordsIT(Mall mall, JdbcClient jdbc, Environment service) {
        this.mall = mall;
        this.jdbc = jdbc;
        this.records = new BadRecords(service, TestTokens.admin(mall.someone()));
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void what_is_no_message_is_set_apart_and_the_next_one_handled_within_a_second() {
        records.assertSetApartOnEveryTopic(
                Map.of(Topics.COUPON_COMMANDS.name(), returning(mall.anOrder())));
    }

    @Test
    void what_failed_is_handled_when_the_fault_is_mended() {
        var order = mall.anOrder();

        records.assertHandledOnceMended(
                Topics.COUPON_COMMANDS.name(),
                returning(order),
                () ->
                        jdbc.sql(
                                        """
                                        alter table redemption add constraint a_fault
                                        check (order_id <> '%s') not valid
                                        """
                                                .formatted(order))
                                .update(),
                () -> jdbc.sql("alter table redemption drop constraint a_fault").update());

        assertThat(
                        jdbc.sql("select count(*) from redemption where order_id = :order")
                                .param("order", order.value())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    private static ReturnCoupon returning(OrderId order) {
        return new ReturnCoupon(
                new CommandId(order + "/return"), order, new CouponCode("K7QW-3MXP-9TRE"));
    }
}
