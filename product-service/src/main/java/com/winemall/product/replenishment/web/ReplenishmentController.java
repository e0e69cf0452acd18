package com.winemall.product.replenishment.web;

import com.winemall.contracts.ProductId;
import com.winemall.product.replenishment.Replenishment;
import com.winemall.product.replenishment.Replenishment.Status;
import com.winemall.product.replenishment.Replenishments;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What was asked of the factory, for administrators.
@RestController
class ReplenishmentController {

    private final Replenishments replenishments;

    ReplenishmentController(Replenishments replenishments) {
        this.replenishments = replenishments;
    }

    @GetMapping("/api/replenishments")
    PageOf<Replenishment> list(
            @RequestParam @Nullable Status status,
            @RequestParam @Nullable UUID productId,
            @Valid Paging paging) {
        var product = productId == null ? null : new ProductId(productId);
        return PageOf.of(
                replenishments.list(status, product, paging.offset(), paging.size()),
                paging,
                replenishments.count(status, product));
    }
}
