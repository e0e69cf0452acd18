package com.winemall.coupon.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.winemall.coupon.campaign.Discount.AmountOff;
import com.winemall.coupon.campaign.Discount.PercentOff;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountTest {

    private static final long SEED = 20_260_517;

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0",
        "1000, 999, 999",
        "1000, 1000, 1000",
        "1000, 1001, 1000",
        "1, 9223372036854775807, 1",
        "9223372036854775807, 50, 50"
    })
    void an_amount_is_taken_off_as_far_as_the_subtotal_goes(
            long amount, long subtotal, long discount) {
        assertThat(new AmountOff(amount).on(subtotal)).isEqualTo(discount);
    }

    @ParameterizedTest
    @CsvSource({
        "10, , 0, 0",
        "10, , 9, 0",
        "10, , 10, 1",
        "10, , 19, 1",
        "33, , 100, 33",
        "33, , 101, 33",
        "33, , 104, 34",
        "99, , 1, 0",
        "100, , 12345, 12345",
        "100, , 9223372036854775807, 9223372036854775807",
        "50, 500, 999, 499",
        "50, 500, 1000, 500",
        "50, 500, 1001, 500",
        "50, 500, 1000000, 500",
        "100, 1, 50, 1"
    })
    void a_percentage_leaves_fractions_with_the_shop_and_stops_at_its_maximum(
            long percent, Long max, long subtotal, long discount) {
        assertThat(new PercentOff(percent, max).on(subtotal)).isEqualTo(discount);
    }

    @Test
    void a_percentage_is_exact_for_any_subtotal() {
        subtotals()
                .forEach(subtotal -> {
                    for (int percent = 1; percent <= 100; percent++) {
                        var exact =
                                BigInteger.valueOf(subtotal)
                                        .multiply(BigInteger.valueOf(percent))
                                        .divide(BigInteger.valueOf(100));

                        long discount = new PercentOff(percent, null).on(subtotal);

                        assertThat(discount)
                                .as("%d %% of %d (seed %d)", percent, subtotal, SEED)
                                .isEqualTo(exact.longValueExact());
                    }
                });
    }

    @Test
    void no_discount_is_negative_or_more_than_the_subtotal_or_falls_when_the_order_grows() {
        var random = new Random(SEED);
        subtotals()
                .forEach(subtotal -> {
                    long some = random.nextLong(1, 1L << random.nextInt(1, 62));
                    var discounts =
                            new Discount[] {
                                new AmountOff(some),
                                new PercentOff(random.nextInt(1, 101), null),
                                new PercentOff(random.nextInt(1, 101), some)
                            };
                    for (var discount : discounts) {
                        assertThat(discount.on(subtotal))
                                .as("%s of %d (seed %d)", discount, subtotal, SEED)
                                .isBetween(0L, subtotal)
                                .isGreaterThanOrEqualTo(discount.on(subtotal / 2));
                    }
                });
    }

    @Test
    void nothing_that_is_no_discount_can_be_made_or_reckoned() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AmountOff(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PercentOff(0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new PercentOff(101, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new PercentOff(10, 0L));
        assertThatIllegalArgumentException().isThrownBy(() -> new AmountOff(1).on(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PercentOff(1, null).on(-1));
    }

    @Test
    void terms_tell_a_discount_and_make_it_again() {
        var amount = new AmountOff(5);
        var percentage = new PercentOff(5, 7L);

        assertThat(DiscountTerms.of(amount).discount()).isEqualTo(amount);
        assertThat(DiscountTerms.of(percentage).discount()).isEqualTo(percentage);
    }

    /// Small ones, large ones, and those beside powers of two and multiples of a hundred.
    private static LongStream subtotals() {
        var random = new Random(SEED);
        return LongStream.concat(
                LongStream.concat(
                        LongStream.rangeClosed(0, 300),
                        LongStream.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 100)),
                LongStream.generate(() -> random.nextLong(0, 1L << random.nextInt(1, 63)))
                        .limit(1_000));
    }
}
