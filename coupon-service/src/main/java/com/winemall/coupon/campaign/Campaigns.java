package com.winemall.coupon.campaign;

import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.CampaignId;
import com.winemall.firstcome.PoolTerms;
import com.winemall.firstcome.Pools;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The campaigns there are. Each has a pool of its own id, which counts its coupons and its line.
@Repository
public class Campaigns {

    private static final int COUPONS_EACH = 1;

    /// Nobody has to take turns at the door: who comes too late stands in line.
    private static final int NO_WAITING_ROOM = 0;

    private final JdbcClient jdbc;
    private final Pools pools;
    private final CampaignSettings settings;
    private final Clock clock;

    Campaigns(JdbcClient jdbc, Pools pools, CampaignSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.settings = settings;
        this.clock = clock;
    }

    /// Part of the transaction under way.
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
        pools.open(
                new PoolTerms(
                        campaign.id().value(),
                        campaign.quantity(),
                        COUPONS_EACH,
                        true,
                        NO_WAITING_ROOM,
                        Objects.requireNonNullElse(campaign.validFrom(), Instant.EPOCH),
                        campaign.validUntil()));
    }

    /// Adds coupons to a campaign, though not to its pool: that is the caller's, in the same
    /// transaction.
    public Issue issue(CampaignId id, int quantity) {
        int issued =
                jdbc.sql(
                                """
                                update campaign
                                set issued = issued + :quantity
                                where id = :id
                                  and issued <= :max - :quantity
                                  and valid_until > :now
                                """)
                        .param("id", id.value())
                        .param("quantity", quantity)
                        .param("max", settings.couponsMax())
                        .param("now", utc(clock.instant()))
                        .update();
        return issued == 1 ? Issue.ISSUED : whyNotIssued(id);
    }

    private Issue whyNotIssued(CampaignId id) {
        return jdbc.sql("select valid_until <= :now from campaign where id = :id")
                .param("now", utc(clock.instant()))
                .param("id", id.value())
                .query(Boolean.class)
                .optional()
                .map(over -> over ? Issue.CAMPAIGN_OVER : Issue.TOO_MANY)
                .orElse(Issue.UNKNOWN_CAMPAIGN);
    }

    public boolean exists(CampaignId id) {
        return jdbc.sql("select exists (select 1 from campaign where id = :id)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    public Optional<Campaign> find(CampaignId id) {
        return counted(
                        jdbc.sql("select * from campaign where id = :id")
                                .param("id", id.value())
                                .query(Campaigns::issued)
                                .list())
                .stream()
                .findAny();
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
                        .query(Campaigns::issued)
                        .list();
        long total = jdbc.sql("select count(*) from campaign").query(Long.class).single();
        return PageOf.of(counted(content), paging, total);
    }

    /// As their pools count them now.
    private List<Campaign> counted(List<Campaign> issued) {
        var counts = pools.findAll(issued.stream().map(it -> it.id().value()).toList());
        return issued.stream()
                .map(campaign ->
                        campaign.countedBy(
                                Objects.requireNonNull(counts.get(campaign.id().value()))))
                .toList();
    }

    /// As if nobody had come yet.
    private static Campaign issued(ResultSet row, int number) throws SQLException {
        var validity = TermsColumns.validity(row);
        int issued = row.getInt("issued");
        return new Campaign(
                new CampaignId(row.getObject("id", UUID.class)),
                row.getString("name"),
                TermsColumns.discount(row),
                row.getLong("minimum_subtotal"),
                issued,
                issued,
                0,
                validity.from(),
                validity.until(),
                instant(row, "created_at"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /// What became of an issue.
    public enum Issue {
        ISSUED,
        UNKNOWN_CAMPAIGN,
        CAMPAIGN_OVER,
        TOO_MANY
    }
}
