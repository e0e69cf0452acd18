package com.winemall.product.catalogue;

import com.winemall.contracts.ProductId;
import com.winemall.starter.FreshIds;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.InvalidField;
import com.winemall.starter.web.PageOf;
import com.winemall.starter.web.Paging;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products")
class ProductController {

    private final Products products;
    private final Idempotency idempotency;
    private final TransactionOperations transaction;
    private final FreshIds ids;
    private final Clock clock;

    ProductController(
            Products products,
            Idempotency idempotency,
            TransactionOperations transaction,
            FreshIds ids,
            Clock clock) {
        this.products = products;
        this.idempotency = idempotency;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    @GetMapping
    PageOf<Product> search(@Valid ProductSearch search, @Valid Paging paging) {
        if (!Products.canSortBy(search.sort())) {
            throw new Refused(
                    CommonProblem.INVALID_REQUEST,
                    "See errors for what is wrong with it",
                    Map.of(
                            "errors",
                            List.of(
                                    new InvalidField(
                                            "sort",
                                            "must be name, price, vintage or newest, perhaps with"
                                                    + " - before it"))));
        }
        return products.find(search, paging, clock.instant());
    }

    @GetMapping("/{id}")
    Product one(@PathVariable UUID id) {
        return found(new ProductId(id));
    }

    @PostMapping
    ResponseEntity<?> add(
            Caller caller, HttpServletRequest request, @Valid @RequestBody NewProduct body) {
        return idempotency.once(caller, request, body, () -> add(body));
    }

    private ResponseEntity<Product> add(NewProduct body) {
        var id = new ProductId(ids.next());
        transaction.executeWithoutResult(_ -> products.add(id, body, clock.instant()));
        return ResponseEntity.created(URI.create("/api/products/" + id)).body(found(id));
    }

    @PatchMapping("/{id}")
    Product change(@PathVariable UUID id, @Valid @RequestBody ProductChange body) {
        var productId = new ProductId(id);
        transaction.executeWithoutResult(_ -> products.change(productId, body, clock.instant()));
        return found(productId);
    }

    private Product found(ProductId id) {
        return products.find(id, clock.instant())
                .orElseThrow(() ->
                        new Refused(ProductProblem.PRODUCT_NOT_FOUND, "No wine has the id " + id));
    }
}
