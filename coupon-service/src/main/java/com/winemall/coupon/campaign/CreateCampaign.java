package com.winemall.coupon.campaign;

import com.winemall.contracts.CampaignId;
import com.winemall.starter.web.InvalidField;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A campaign somebody wants.
record CreateCampaign(
        @NotBlank
                @Size(max = 200)
                @Pattern(regexp = "\\P{Cc}*", message = "must have no control characters")
                String name,
        @NotNull @Valid DiscountTerms discount,
        @Min(0) @Nullable Long minimumSubtotal,
        @NotNull @Min(1) @Max(Campaign.QUANTITY_MAX) Integer quantity,
        @Nullable Instant validFrom,
        @NotNull Instant validUntil) {

    /// What is wrong with it although each field by itself is fine.
    List<InvalidField> problems(Instant now, CampaignSettings settings) {
        List<InvalidField> problems = new ArrayList<>();
        if (discount.type() == DiscountTerms.Kind.PERCENT && discount.value() > 100) {
            problems.add(new InvalidField("discount.value", "must be 1 to 100 per cent"));
        }
        if (quantity > settings.couponsMax()) {
            problems.add(new InvalidField("quantity", "must be at most " + settings.couponsMax()));
        }
        if (!validUntil.isAfter(now)) {
            problems.add(new InvalidField("validUntil", "must be in the future"));
        }
        if (validUntil.isAfter(now.plus(settings.aheadMax()))) {
            problems.add(
                    new InvalidField(
                            "validUntil",
                            "must be within " + settings.aheadMax().toDays() + " days"));
        }
        if (validFrom != null && !validFrom.isBefore(validUntil)) {
            problems.add(new InvalidField("validFrom", "must be before validUntil"));
        }
        if (validFrom != null && validFrom.isBefore(Instant.EPOCH)) {
            problems.add(new InvalidField("validFrom", "must not be so long ago"));
        }
        return problems;
    }

    /// To the microsecond, as the database keeps time: what is answered now is what is read later.
    Campaign campaign(CampaignId id, Instant now) {
        return new Campaign(
                id,
                name,
                // What a fixed amount has no use for is not kept.
                DiscountTerms.of(discount.discount()),
                Objects.requireNonNullElse(minimumSubtotal, 0L),
                quantity,
                quantity,
                0,
                validFrom == null ? null : validFrom.truncatedTo(ChronoUnit.MICROS),
                validUntil.truncatedTo(ChronoUnit.MICROS),
                now.truncatedTo(ChronoUnit.MICROS));
    }
}
