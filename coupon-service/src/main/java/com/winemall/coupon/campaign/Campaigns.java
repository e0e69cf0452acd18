package com.winemall.coupon.campaign;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CampaignId;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The campaigns there are. Their counters are moved elsewhere, by whoever holds the row's lock.
@Repository
public class Campaigns {

    private final JdbcClient jdbc;

    Campaigns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Campaign campaign) {
        jdbc.sql(
                        """
                        insert into campaign (id, name, discount_type, discount_value, discount_max,
                                              minimum_subtotal, valid_from, valid_until, created_at,
                                              issued)
                        values (:id, :name, :discountType, :discountValue, :discountMax,
                                :minimumSubtotal, :validFrom, :validUntil, :createdAt, :issued)
                        """)
                .param("id", campaign.id().value())
                .param("name", campaign.name())
                .param("discountType", campaign.discount().type().name())
                .param("discountValue", campaign.discount().value())
                .param("discountMax", campaign.discount().max())
                .param("minimumSubtotal", campaign.minimumSubtotal())
                .param("validFrom", utc(campaign.validFrom()))
                .param("validUntil", utc(campaign.validUntil()))
                .param("createdAt", utc(campaign.createdAt()))
                .param("issued", campaign.quantity())
                .update();
    }

    public Optional<Campaign> find(CampaignId id) {
        return jdbc.sql("select * from campaign where id = :id")
                .param("id", id.value())
                .query(Campaigns::campaign)
                .optional();
    }

    /// The newest first.
    PageOf<Campaign> page(Paging paging) {
        var content =
                jdbc.sql(
                                """
                                select *
                                from campaign
                                order by created_at desc, id desc
                                limit :size offset :offset
                                """)
                        .param("size", paging.size())
                        .param("offset", paging.offset())
                        .query(Campaigns::campaign)
                        .list();
        long total = jdbc.sql("select count(*) from campaign").query(Long.class).single();
        return PageOf.of(content, paging, total);
    }

    private static Campaign campaign(ResultSet row, int number) throws SQLException {
        int free = row.getInt("issued") - row.getInt("assigned");
        var validity = TermsColumns.validity(row);
        return new Campaign(
                new CampaignId(row.getObject("id", UUID.class)),
                row.getString("name"),
                TermsColumns.discount(row),
                row.getLong("minimum_subtotal"),
                row.getInt("issued"),
                Math.max(0, free - row.getInt("waiting")),
                row.getInt("waiting"),
                validity.from(),
                validity.until(),
                instant(row, "created_at"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
