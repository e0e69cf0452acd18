package com.winemall.notification.mail.template;

import static com.winemall.notification.mail.SomeMails.ACCEPTED;
import static com.winemall.notification.mail.SomeMails.DUE;
import static com.winemall.notification.mail.SomeMails.ORDER;
import static com.winemall.notification.mail.SomeMails.canceled;
import static com.winemall.notification.mail.SomeMails.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CancelReason;
import com.winemall.contracts.CouponCode;
import com.winemall.contracts.CouponProblem;
import com.winemall.contracts.ProductId;
import com.winemall.contracts.ReplenishmentId;
import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.Letter;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailFacts.OrderAccepted;
import com.winemall.notification.mail.MailFacts.OutOfStock;
import com.winemall.notification.mail.MailKind;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.Recipient;
import com.winemall.notification.mail.SomeMails;
import com.winemall.notification.mail.TestLinks;
import com.winemall.notification.mail.TestSettings;
import com.winemall.notification.mail.Won;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MustacheLetterWriterTest {

    private static final Recipient HANEUL = new Recipient("ha@example.com", "김하늘", Language.KO);
    private static final Recipient JANE = new Recipient("jane@example.com", "Jane", Language.EN);

    private static final Recipient KOREAN_STAFF =
            new Recipient("staff@winemall.test", null, Language.KO);
    private static final Recipient ENGLISH_STAFF =
            new Recipient("staff@winemall.test", null, Language.EN);

    private static final MailSettings SETTINGS =
            TestSettings.with(Map.of("shop", "https://shop.winemall.test"));

    private final MustacheLetterWriter writer =
            new MustacheLetterWriter(SETTINGS, TestLinks.of(SETTINGS));

    @Test
    void an_accepted_order_in_korean() {
        var letter = write(ACCEPTED, HANEUL);

        assertThat(letter.to()).isEqualTo("ha@example.com");
        assertThat(letter.subject()).isEqualTo("[WineMall] 주문하신 와인을 확보했습니다. 결제를 완료해 주세요.");
        assertThat(letter.text())
                .isEqualTo(
                        """
                        김하늘 고객님, 안녕하세요.

                        주문하신 와인을 고객님을 위해 확보해 두었습니다. 아래 기한까지 결제해 주시면 주문이 확정됩니다.

                        결제 기한: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)
                        결제하러 가기: https://shop.winemall.test/orders/%s

                        기한까지 결제가 확인되지 않으면 주문은 자동으로 취소되며, 확보해 둔 와인은 다른 고객님께 판매됩니다.

                        - Château Margaux 2015, 1,250,000원 x 2병 = 2,500,000원
                        - Riesling Kabinett, 38,500원 x 12병 = 462,000원

                        상품 금액: 2,962,000원
                        쿠폰 할인 (SPRING): -100,000원
                        결제하실 금액: 2,862,000원

                        주문 번호: %s

                        --\s
                        발신 전용 메일이므로 회신하셔도 답변해 드릴 수 없습니다.
                        WineMall https://shop.winemall.test
                        """
                                .formatted(ORDER, ORDER));
        assertThat(letter.html())
                .contains("<html lang=\"ko\">", "김하늘 고객님, 안녕하세요.", "결제하실 금액")
                .contains("<strong>2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)</strong>")
                .contains("<a href=\"https://shop.winemall.test/orders/" + ORDER + "\"")
                .contains(">Château Margaux 2015</td>", ">1,250,000원</td>", ">2병</td>")
                .contains(">2,862,000원</td>", "주문 번호: " + ORDER);
    }

    @Test
    void an_accepted_order_in_english() {
        var letter = write(ACCEPTED, JANE);

        assertThat(letter.subject())
                .isEqualTo("[WineMall] Your wines are reserved. Please complete your payment.");
        assertThat(letter.text())
                .isEqualTo(
                        """
                        Dear Jane,

                        We have set aside the wines you ordered. Your order is confirmed as soon as you pay, no later than the time below.

                        Please pay by: Thursday, 5 March 2026, 14:05 (Korean Standard Time)
                        Pay now: https://shop.winemall.test/orders/%s

                        If no payment has been confirmed by then, the order is cancelled automatically and the wines go to other customers.

                        - Château Margaux 2015, ₩1,250,000 x 2 = ₩2,500,000
                        - Riesling Kabinett, ₩38,500 x 12 = ₩462,000

                        Subtotal: ₩2,962,000
                        Coupon discount (SPRING): -₩100,000
                        Amount to pay: ₩2,862,000

                        Order number: %s

                        --\s
                        This message was sent automatically. Replies to it are not read.
                        WineMall https://shop.winemall.test
                        """
                                .formatted(ORDER, ORDER));
        assertThat(letter.html())
                .contains("<html lang=\"en\">", "Dear Jane,", ">₩2,500,000</td>")
                .contains("Thursday, 5 March 2026, 14:05 (Korean Standard Time)");
    }

    @Test
    void without_a_discount_there_is_only_one_sum() {
        var facts =
                new OrderAccepted(
                        ORDER, List.of(), null, new Won(5_000), new Won(0), new Won(5_000), DUE);

        var letter = write(facts, JANE);

        assertThat(letter.text()).contains("Amount to pay: ₩5,000").doesNotContain("Subtotal");
        assertThat(letter.html()).contains("Amount to pay").doesNotContain("Coupon discount");
    }

    @Test
    void what_was_out_of_stock_is_listed_in_korean() {
        var letter = write(outOfStock(), HANEUL);

        assertThat(letter.subject()).isEqualTo("[WineMall] 재고가 부족하여 주문을 진행하지 못했습니다.");
        assertThat(letter.text())
                .contains("주문하신 와인의 재고가 부족하여 주문을 진행하지 못했습니다.")
                .contains("- Château Margaux 2015: 주문하신 수량 3병, 구매 가능 수량 1병\n")
                .contains("- (이름을 확인할 수 없는 상품): 주문하신 수량 1,200병, 구매 가능 수량 0병\n")
                .contains("청구되는 금액은 없습니다.");
        assertThat(letter.html())
                .contains("구매 가능 수량</th>", ">Château Margaux 2015</td>", ">3병</td>", ">1병</td>")
                .containsOnlyOnce("</th>\n</tr>");
    }

    @Test
    void what_was_out_of_stock_is_listed_in_english() {
        var letter = write(outOfStock(), JANE);

        assertThat(letter.subject())
                .isEqualTo("[WineMall] Your order could not be filled: out of stock");
        assertThat(letter.text())
                .contains("We are sorry: there was not enough stock to fill your order.")
                .contains("- Château Margaux 2015: ordered 3, available 1\n")
                .contains("- (a product we could not identify): ordered 1,200, available 0\n")
                .contains("you will not be charged");
    }

    @Test
    void a_cancellation_repeats_what_the_customer_said() {
        var facts =
                new MailFacts.OrderCanceled(
                        ORDER, CancelReason.CUSTOMER_REQUEST, null, "changed my <b>mind</b>");

        assertThat(write(facts, HANEUL).text())
                .contains("고객님의 요청에 따라 주문을 취소하였습니다.")
                .contains("고객님께서 남기신 말씀: changed my <b>mind</b>\n");
        assertThat(write(facts, JANE).html())
                .contains("What you told us: changed my &lt;b&gt;mind&lt;/b&gt;</p>");
        assertThat(write(canceled(CancelReason.CUSTOMER_REQUEST), JANE).text())
                .doesNotContain("What you told us");
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_to_cancel_has_a_sentence_of_its_own(Language language) {
        Set<String> texts = new HashSet<>();
        for (var reason : CancelReason.values()) {
            var letter = write(canceled(reason), recipient(language));
            texts.add(letter.text());

            assertThat(letter.subject()).isNotBlank();
            assertThat(letter.html()).doesNotContain(reason.name());
            assertThat(letter.text()).doesNotContain(reason.name());
        }
        assertThat(texts).hasSameSizeAs(CancelReason.values());
    }

    @ParameterizedTest
    @EnumSource
    void every_problem_of_a_coupon_has_a_sentence_of_its_own(Language language) {
        var without = write(canceled(CancelReason.COUPON_REJECTED), recipient(language)).text();
        Set<String> texts = new HashSet<>(Set.of(without));
        for (var problem : CouponProblem.values()) {
            var facts =
                    new MailFacts.OrderCanceled(ORDER, CancelReason.COUPON_REJECTED, problem, null);
            texts.add(write(facts, recipient(language)).text());
        }
        assertThat(texts).hasSize(CouponProblem.values().length + 1);
    }

    @Test
    void a_refused_coupon_is_explained_in_both_languages() {
        var facts =
                new MailFacts.OrderCanceled(
                        ORDER, CancelReason.COUPON_REJECTED, CouponProblem.EXPIRED, null);

        assertThat(write(facts, HANEUL).text())
                .contains("적용하신 쿠폰을 사용할 수 없어 주문을 진행하지 못했습니다.\n유효 기간이 지난 쿠폰입니다.\n");
        assertThat(write(facts, JANE).text())
                .contains(
                        "The coupon you applied could not be accepted.\nThe coupon has expired.\n");
    }

    @Test
    void an_order_nobody_paid_tells_until_when_it_could_be_paid() {
        var facts = new MailFacts.OrderTimedOut(ORDER, DUE);

        assertThat(write(facts, HANEUL).text())
                .contains("2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)까지 결제가 이루어지지 않아");
        assertThat(write(facts, JANE).text())
                .contains(
                        "Nobody paid for your order until Thursday, 5 March 2026, 14:05"
                                + " (Korean Standard Time), so");
        assertThat(write(facts, JANE).html()).contains("<strong>Thursday, 5 March 2026, 14:05");
    }

    @Test
    void without_a_known_deadline_none_is_made_up() {
        var facts = new MailFacts.OrderTimedOut(ORDER, null);

        assertThat(write(facts, HANEUL).text())
                .contains("\n결제 기한까지 결제가 이루어지지 않아 주문이 자동으로 취소되었습니다.\n");
        assertThat(write(facts, JANE).text())
                .contains("until its time for payment was over, so")
                .doesNotContain("null");
        assertThat(write(facts, JANE).html()).contains("until its time for payment was over.<");
    }

    @Test
    void who_stood_in_line_hears_that_it_is_their_turn_and_until_when() {
        var facts =
                new MailFacts.ReservationServed(
                        ORDER,
                        ACCEPTED.lines(),
                        ACCEPTED.couponCode(),
                        ACCEPTED.subtotal(),
                        ACCEPTED.discount(),
                        ACCEPTED.total(),
                        DUE);

        assertThat(write(facts, HANEUL).subject()).contains("고객님의 순서가 되었습니다");
        assertThat(write(facts, HANEUL).text())
                .contains("결제 기한: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)")
                .contains("결제하실 금액: 2,862,000원");
        assertThat(write(facts, JANE).text())
                .contains("It is your turn:")
                .contains("Please pay by: Thursday, 5 March 2026, 14:05 (Korean Standard Time)")
                .contains("Coupon discount (SPRING): -₩100,000")
                .contains("the wine goes to those behind you in line");
        assertThat(write(facts, JANE).html()).contains("It is your turn:", ">₩2,500,000</td>");
    }

    @Test
    void a_reminder_tells_the_time_in_its_subject_and_the_day_in_its_text() {
        var facts = new MailFacts.PaymentReminder(ORDER, new Won(170_000), DUE);

        assertThat(write(facts, HANEUL).subject())
                .isEqualTo("[WineMall] 오후 2:05까지 결제해 주세요. 결제 기한이 곧 끝납니다.");
        assertThat(write(facts, JANE).subject())
                .isEqualTo("[WineMall] Please pay by 14:05: your order is about to end");
        assertThat(write(facts, HANEUL).text())
                .contains("결제 기한: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)\n결제하실 금액: 170,000원\n")
                .contains("https://shop.winemall.test/orders/" + ORDER);
        assertThat(write(facts, JANE).html()).contains("14:05 (Korean Standard Time)", "₩170,000");
    }

    @Test
    void paid_refunded_and_shipped_orders_in_both_languages() {
        var paid = new MailFacts.OrderPaid(ORDER, 12, new Won(170_000), DUE);
        var refunded = new MailFacts.OrderRefunded(ORDER, new Won(170_000));
        var shipped = new MailFacts.OrderShipped(ORDER, "CJ <대한통운>", "1234-5678");

        assertThat(write(paid, HANEUL).text()).contains("수량: 12병\n결제 금액: 170,000원\n");
        assertThat(write(paid, JANE).text()).contains("Bottles: 12\nAmount paid: ₩170,000\n");
        assertThat(write(refunded, HANEUL).text()).contains("환불 금액: 170,000원");
        assertThat(write(refunded, JANE).text()).contains("Amount refunded: ₩170,000");
        assertThat(write(shipped, HANEUL).text()).contains("택배사: CJ <대한통운>\n운송장 번호: 1234-5678\n");
        assertThat(write(shipped, JANE).text())
                .contains("Carrier: CJ <대한통운>\nTracking number: 1234-5678\n");
        assertThat(write(shipped, JANE).html()).contains("CJ &lt;대한통운&gt;");
    }

    @Test
    void who_became_vip_is_told_so_in_both_languages() {
        var facts = new MailFacts.BecameVip(ORDER);

        assertThat(write(facts, HANEUL).subject()).isEqualTo("[WineMall] VIP 회원이 되셨습니다. 축하드립니다.");
        assertThat(write(facts, JANE).text())
                .startsWith("Dear Jane,")
                .contains("From now on you are a VIP member of WineMall.");
    }

    @Test
    void a_restock_leads_to_the_wine_and_out_of_such_mails() {
        var wine = new ProductId(ORDER.value());
        var facts = new MailFacts.Restock(wine, "Château Margaux 2015", 1_200);

        var korean = write(facts, HANEUL);
        var english = write(facts, JANE);

        var link = TestLinks.of(SETTINGS).to(SomeMails.CUSTOMER, wine).toString();
        assertThat(english.unsubscribe()).hasToString(link);
        assertThat(english.subject()).isEqualTo("[WineMall] Back in stock: Château Margaux 2015");
        assertThat(english.text())
                .contains("Château Margaux 2015 is back in stock: first come, first served.")
                .contains("Available now: 1,200\n")
                .contains("https://shop.winemall.test/products/" + wine + "\n")
                .contains("\nNo more mails about this wine: " + link + "\n");
        assertThat(english.html()).contains("token&#x3D;" + link.substring(link.indexOf('=') + 1));
        assertThat(korean.subject()).isEqualTo("[WineMall] 재입고 안내: Château Margaux 2015");
        assertThat(korean.text())
                .contains("선착순으로 판매합니다.")
                .contains("현재 구매 가능 수량: 1,200병\n")
                .contains("\n이 와인의 알림 그만 받기: " + link + "\n");
    }

    @Test
    void a_stock_manager_reads_what_failed_how_often_and_why() {
        var facts =
                new MailFacts.ReplenishmentFailed(
                        new ProductId(ORDER.value()),
                        new ReplenishmentId(ORDER.value()),
                        "Barolo",
                        1_200,
                        10,
                        "HTTP <503>",
                        DUE);

        var korean = write(facts, KOREAN_STAFF);
        var english = write(facts, ENGLISH_STAFF);

        assertThat(korean.subject()).isEqualTo("[WineMall] 공장 발주 실패: Barolo");
        assertThat(korean.text())
                .startsWith("Barolo의 추가 생산을 공장에 발주하지 못했습니다.")
                .contains("발주 수량: 1,200병\n공장 호출 횟수: 10회\n마지막 실패 사유: HTTP <503>\n")
                .contains("중단 시각: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)\n")
                .contains("요청 번호: " + ORDER);
        assertThat(english.subject()).isEqualTo("[WineMall] The factory takes no order for Barolo");
        assertThat(english.text())
                .startsWith("The factory could not be brought to take an order for more of Barolo.")
                .contains("Bottles wanted: 1,200\nCalls made: 10\n")
                .contains("The last one failed because: HTTP <503>\n")
                .contains("Given up: Thursday, 5 March 2026, 14:05 (Korean Standard Time)\n")
                .contains("Request number: " + ORDER);
        assertThat(english.html()).contains("HTTP &lt;503&gt;").doesNotContain("Dear");
    }

    @Test
    void an_ad_manager_reads_which_wine_and_when() {
        var wine = new ProductId(ORDER.value());
        var suspension = new MailFacts.AdSuspension(wine, "Barolo", DUE);
        var resumption = new MailFacts.AdResumption(wine, "Barolo", DUE);

        assertThat(write(suspension, KOREAN_STAFF).subject())
                .isEqualTo("[WineMall] 광고 중단 요청: Barolo");
        assertThat(write(suspension, KOREAN_STAFF).text())
                .contains("품절 시각: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)\n")
                .contains("https://shop.winemall.test/products/" + wine);
        assertThat(write(suspension, ENGLISH_STAFF).subject())
                .isEqualTo("[WineMall] Please stop advertising Barolo");
        assertThat(write(suspension, ENGLISH_STAFF).text())
                .contains("Out of stock since: Thursday, 5 March 2026, 14:05");
        assertThat(write(resumption, KOREAN_STAFF).subject())
                .isEqualTo("[WineMall] 광고 재개 요청: Barolo");
        assertThat(write(resumption, ENGLISH_STAFF).subject())
                .isEqualTo("[WineMall] You can advertise Barolo again");
        assertThat(write(resumption, ENGLISH_STAFF).text())
                .contains("As of: Thursday, 5 March 2026, 14:05");
    }

    @Test
    void a_coupon_from_the_line_in_both_languages() {
        var facts =
                new MailFacts.CouponArrived("봄 <와인>", new CouponCode("01AB-34CD-56EF-78GH"), DUE);

        var korean = writer.write(claimed(facts, HANEUL));
        var english = writer.write(claimed(facts, JANE));

        assertThat(korean.subject()).isEqualTo("[WineMall] 쿠폰이 도착했습니다: 봄 <와인>");
        assertThat(korean.text())
                .contains("봄 <와인>\n쿠폰 번호: 01AB-34CD-56EF-78GH\n")
                .contains("유효 기간: 2026년 3월 5일 (목) 오후 2:05 (대한민국 표준시)까지\n")
                .contains("내 쿠폰 보기: https://shop.winemall.test/coupons\n");
        assertThat(english.subject()).isEqualTo("[WineMall] Your coupon is here: 봄 <와인>");
        assertThat(english.text())
                .contains("봄 <와인>\nCoupon code: 01AB-34CD-56EF-78GH\n")
                .contains("Valid until: Thursday, 5 March 2026, 14:05 (Korean Standard Time)\n");
        assertThat(english.html())
                .contains("봄 &lt;와인&gt;<br>Coupon code: <strong>01AB-34CD-56EF-78GH</strong>")
                .contains("</html>");
        assertThat(english.unsubscribe()).isNull();
    }

    @Test
    void mails_about_an_order_cannot_be_ended() {
        assertThat(write(ACCEPTED, JANE).unsubscribe()).isNull();
    }

    @Test
    void what_people_call_themselves_and_their_wines_cannot_become_html() {
        var mallory =
                new Recipient(
                        "m@example.com",
                        "<script>alert('x')</script> {{shop}} & \"Co\"",
                        Language.EN);
        var facts =
                new OrderAccepted(
                        ORDER,
                        List.of(
                                new OrderAccepted.Line(
                                        "<img src=x onerror=alert(1)>", new Won(1), 1)),
                        null,
                        new Won(1),
                        new Won(0),
                        new Won(1),
                        DUE);

        var letter = write(facts, mallory);

        assertThat(letter.html())
                .contains("Dear &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("{{shop}} &amp; &quot;Co&quot;,")
                .contains("&lt;img src")
                .doesNotContain("<script", "<img");
        assertThat(letter.text()).contains("Dear <script>alert('x')</script> {{shop}} & \"Co\",");
    }

    @Test
    void staff_are_not_greeted_by_name() {
        var letter = write(ACCEPTED, new Recipient("staff@example.com", null, Language.EN));

        assertThat(letter.text()).startsWith("We have set aside").doesNotContain("Dear");
        assertThat(letter.html()).doesNotContain("Dear");
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_mail_has_a_template_for_html_and_for_text(MailKind kind) {
        for (var language : Language.values()) {
            var words = new Templates(language, TestSettings.with(Map.of()).zone()).of(kind);

            assertThat(words.subject()).isNotNull();
            assertThat(words.html()).isNotNull();
            assertThat(words.text()).isNotNull();
        }
    }

    private Letter write(MailFacts facts, Recipient recipient) {
        var letter = writer.write(claimed(facts, recipient));
        assertThat(letter.kind()).isEqualTo(facts.kind());
        assertThat(letter.text()).contains(ORDER.toString());
        assertThat(letter.html()).contains(ORDER.toString(), "</html>");
        return letter;
    }

    private static Recipient recipient(Language language) {
        return switch (language) {
            case KO -> HANEUL;
            case EN -> JANE;
        };
    }

    private static MailFacts outOfStock() {
        return new OutOfStock(
                ORDER,
                List.of(
                        new OutOfStock.Shortage("Château Margaux 2015", 3, 1),
                        new OutOfStock.Shortage(null, 1200, 0)));
    }
}
