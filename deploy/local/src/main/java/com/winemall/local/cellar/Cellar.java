package com.winemall.local.cellar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The wines a new mall starts with: real ones, at about what they cost in a shop in Korea.
public final class Cellar {

    private static final String RESOURCE = "/cellar.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private Cellar() {}

    /// Reads them from this program's own resources.
    public static List<Wine> wines() {
        try (var in = Cellar.class.getResourceAsStream(RESOURCE)) {
            return JSON.readTree(Objects.requireNonNull(in, RESOURCE))
                    .valueStream()
                    .map(Cellar::wine)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wine wine(JsonNode node) {
        var product = (ObjectNode) node.deepCopy();
        var key = product.remove("key").asString();
        return new Wine(key, JSON.treeToValue(product, Product.class));
    }
}
