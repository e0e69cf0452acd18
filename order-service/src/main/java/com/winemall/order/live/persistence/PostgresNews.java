package com.winemall.order.live.persistence;

import com.winemall.order.live.CouponNews;
import com.winemall.order.live.CouponNewsWire;
import com.winemall.order.live.Pages;
import com.winemall.order.notices.NoticeListener;
import com.winemall.order.notices.Notices;
import java.util.Collection;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// News of coupons travel between instances as notices, whole: this service keeps no coupons to
/// look them up. A notice nobody hears is lost; whoever opens a page asks coupon-service how things
/// stand.
@Component
class PostgresCouponNews implements CouponNewsWire, NoticeListener {

    private static final String CHANNEL = "coupon_news";

    private final Notices notices;
    private final Pages pages;
    private final JsonMapper json = JsonMapper.builder().build();

    PostgresCouponNews(Notices notices, Pages pages) {
        this.notices = notices;
        this.pages = pages;
    }

    @Override
    public void announce(Collection<CouponNews> news) {
        notices.post(CHANNEL, news.stream().map(json::writeValueAsString).toList());
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public void heard(String notice) {
        pages.tell(json.readValue(notice, CouponNews.class));
    }

    @Override
    public void lookAgain() {
        // There is nothing to look at.
    }
}
