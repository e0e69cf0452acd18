package com.winemall.product.stock.web;

import com.winemall.contracts.ProductId;
import com.winemall.product.catalogue.ProductProblem;
import com.winemall.product.stock.ReceiveStockHandler;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products/{id}")
class StockController {

    private final ReceiveStockHandler receiving;
    private final StockBooks books;
    private final Clock clock;

    StockController(ReceiveStockHandler receiving, StockBooks books, Clock clock) {
        this.receiving = receiving;
        this.books = books;
        this.clock = clock;
    }

    @GetMapping("/stock")
    StockView stock(@PathVariable UUID id) {
        return view(id);
    }

    @GetMapping("/movements")
    PageOf<MovementView> movements(@PathVariable UUID id, @Valid Paging paging) {
        view(id);
        return books.movements(new ProductId(id), paging);
    }

    @PostMapping("/receipts")
    StockView receive(@PathVariable UUID id, @Valid @RequestBody Receipt receipt) {
        return switch (receiving.handle(
                new ProductId(id), receipt.quantity(), receipt.reference())) {
            case COUNTED, COUNTED_BEFORE -> view(id);
            case UNKNOWN_PRODUCT -> throw notFound(id);
        };
    }

    private StockView view(UUID id) {
        return books.stock(new ProductId(id), clock.instant()).orElseThrow(() -> notFound(id));
    }

    private static Refused notFound(UUID id) {
        return new Refused(ProductProblem.PRODUCT_NOT_FOUND, "No wine has the id " + id);
    }

    /// @param reference names the delivery; the same one again changes nothing
    record Receipt(
            @Min(1) @Max(1_000_000) int quantity, @NotBlank @Size(max = 100) String reference) {}
}
