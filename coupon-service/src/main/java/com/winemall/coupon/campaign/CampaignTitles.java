package com.winemall.coupon.campaign;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CampaignId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What campaigns are called, for the batches in which their coupons are given out.
@Repository
public class CampaignTitles {

    private final JdbcClient jdbc;

    CampaignTitles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Map<CampaignId, CampaignTitle> of(Collection<CampaignId> ids) {
        Map<CampaignId, CampaignTitle> titles = new HashMap<>();
        jdbc.sql("select id, name, valid_until from campaign where id = any(:ids::uuid[])")
                .param("ids", texts(ids, CampaignId::value))
                .query(row -> {
                    titles.put(
                            new CampaignId(row.getObject("id", UUID.class)),
                            new CampaignTitle(row.getString("name"), instant(row, "valid_until")));
                });
        return titles;
    }
}
