package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Selectors, as Kubernetes reads them.
final class Labels {

    private Labels() {}

    /// @param selector labels, as a Service has them
    static boolean match(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(Resource.texts(selector).entrySet());
    }

    /// @param selector `matchLabels` and `matchExpressions`; an empty one selects everything
    static boolean select(JsonNode selector, Map<String, String> labels) {
        return match(selector.path("matchLabels"), labels)
                && selector.path("matchExpressions")
                        .valueStream()
                        .allMatch(expression -> holds(expression, labels));
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        var value = labels.get(expression.path("key").asText());
        var listed =
                value != null
                        && expression
                                .path("values")
                                .valueStream()
                                .anyMatch(it -> it.asText().equals(value));
        return switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case String other -> throw new IllegalArgumentException(other + " is no operator");
        };
    }
}
