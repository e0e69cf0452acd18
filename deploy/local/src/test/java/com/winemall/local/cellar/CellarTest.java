package com.winemall.local.cellar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CellarTest {

    private static final List<Wine> WINES = Cellar.wines();
    private static final List<Product> PRODUCTS = WINES.stream().map(Wine::product).toList();

    @Test
    void there_is_something_of_everything() {
        assertThat(PRODUCTS).hasSizeGreaterThanOrEqualTo(64);
        assertThat(PRODUCTS).extracting(Product::type).contains(WineType.values());
        assertThat(PRODUCTS.stream().map(Product::country).distinct())
                .hasSizeGreaterThanOrEqualTo(12);
        assertThat(PRODUCTS).extracting(Product::initialStock).contains(6, 600);
    }

    @Test
    void no_wine_is_there_twice() {
        assertThat(WINES).extracting(Wine::key).doesNotHaveDuplicates();
        assertThat(PRODUCTS)
                .extracting(product -> product.name() + " " + product.vintage())
                .doesNotHaveDuplicates();
    }

    @Test
    void every_wine_is_one_the_mall_accepts() {
        assertThat(WINES)
                .extracting(Wine::key)
                .allSatisfy(key -> assertThat(key).matches("[a-z0-9]+(-[a-z0-9]+)*"));
        assertThat(PRODUCTS).allSatisfy(CellarTest::isAccepted);
    }

    @Test
    void what_is_ordered_again_has_somebody_to_write_to() {
        assertThat(PRODUCTS)
                .filteredOn(product -> product.reorderQuantity() != null)
                .isNotEmpty()
                .allSatisfy(product -> {
                    assertThat(product.reorderQuantity()).isPositive();
                    assertThat(product.reorderPoint()).isBetween(1, product.initialStock());
                    assertThat(product.stockManagerEmail()).endsWith("@winemall.local");
                });
        assertThat(PRODUCTS)
                .filteredOn(product -> product.reorderQuantity() == null)
                .extracting(Product::reorderPoint)
                .containsOnlyNulls();
    }

    @Test
    void what_is_advertised_has_somebody_to_write_to() {
        assertThat(PRODUCTS)
                .filteredOn(product -> Boolean.TRUE.equals(product.advertised()))
                .isNotEmpty()
                .extracting(Product::adManagerEmail)
                .allSatisfy(email -> assertThat(email).endsWith("@winemall.local"));
    }

    @Test
    void a_product_is_written_with_the_fields_it_has_and_no_others() {
        var krug =
                WINES.stream()
                        .filter(wine -> wine.key().equals("krug-grande-cuvee-171"))
                        .findFirst()
                        .orElseThrow();

        var written = JsonMapper.builder().build().valueToTree(krug.product());

        assertThat(written.propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "producer",
                        "type",
                        "country",
                        "region",
                        "grapes",
                        "abv",
                        "price",
                        "initialStock",
                        "description");
    }

    private static void isAccepted(Product product) {
        assertThat(product.name()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        assertThat(product.producer()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        assertThat(product.type()).isNotNull();
        assertThat(product.country()).isNotBlank().hasSizeLessThanOrEqualTo(100);
        assertThat(product.region()).isNotBlank().hasSizeLessThanOrEqualTo(100);
        assertThat(product.grapes())
                .hasSizeBetween(1, 20)
                .doesNotHaveDuplicates()
                .allSatisfy(grape -> assertThat(grape).isNotBlank().hasSizeLessThanOrEqualTo(60));
        if (product.vintage() != null) {
            assertThat(product.vintage()).isBetween(1900, 2026);
        }
        assertThat(product.abv()).isBetween(BigDecimal.ZERO, new BigDecimal(60));
        assertThat(product.price()).isBetween(1L, 1_000_000_000L);
        assertThat(product.price() % 100).isZero();
        assertThat(product.initialStock()).isBetween(6, 600);
        assertThat(product.description()).isNotBlank().hasSizeLessThanOrEqualTo(4000);
    }
}
