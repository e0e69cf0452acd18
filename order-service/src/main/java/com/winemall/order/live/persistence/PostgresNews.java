package com.winemall.order.live.persistence;

import com.winemall.order.live.News;
import com.winemall.order.live.NewsWire;
import com.winemall.order.live.Pages;
import com.winemall.order.notices.NoticeListener;
import com.winemall.order.notices.Notices;
import java.util.Collection;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// News travel between instances as notices, whole. A notice nobody hears is lost; whoever opens a
/// page asks how things stand.
@Component
class PostgresNews implements NewsWire, NoticeListener {

    private static final String CHANNEL = "news";

    private final Notices notices;
    private final Pages pages;
    private final JsonMapper json = JsonMapper.builder().build();

    PostgresNews(Notices notices, Pages pages) {
        this.notices = notices;
        this.pages = pages;
    }

    @Override
    public void announce(Collection<News> news) {
        notices.post(CHANNEL, news.stream().map(json::writeValueAsString).toList());
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public void heard(String notice) {
        pages.tell(json.readValue(notice, News.class));
    }

    @Override
    public void lookAgain() {
        // There is nothing to look at.
    }
}
