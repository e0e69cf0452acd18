package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Amounts of memory, processors and disk are amounts, and nobody asks for more than they may have.
/// The models take any text for one.
final class Quantities implements Check {

    private static final Pattern AMOUNT =
            Pattern.compile("\\d+(\\.\\d+)?([KMGTPE]i|[munkMGTPE]|[eE][+-]?\\d+)?");
    private static final Pattern PLACES =
            Pattern.compile(
                    ".*/resources/(requests|limits)/[a-z-]+|.*/(sizeLimit|size|storage|memory)");

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        for (var resource : manifests.all()) {
            Resource.walk(
                    "",
                    resource.tree(),
                    (path, node) -> {
                        if (node.isValueNode()
                                && PLACES.matcher(path).matches()
                                && !AMOUNT.matcher(node.asText()).matches()) {
                            complaints.add(
                                    "%s: %s is no amount at %s"
                                            .formatted(resource, node.asText(), path));
                        }
                    });
            if (complaints.isEmpty()) {
                Resource.walk(
                        "",
                        resource.tree(),
                        (path, node) -> {
                            if (path.endsWith("/resources")) {
                                compare(resource, path, node, complaints);
                            }
                        });
            }
        }
        return complaints;
    }

    private static void compare(
            Resource resource, String path, JsonNode resources, List<String> complaints) {
        resources
                .path("limits")
                .forEachEntry((what, limit) -> {
                    var request = resources.path("requests").path(what);
                    if (request.isValueNode()
                            && Quantity.getAmountInBytes(new Quantity(request.asText()))
                                            .compareTo(
                                                    Quantity.getAmountInBytes(
                                                            new Quantity(limit.asText())))
                                    > 0) {
                        complaints.add(
                                "%s: asks for %s of %s and may have %s at %s"
                                        .formatted(
                                                resource,
                                                request.asText(),
                                                what,
                                                limit.asText(),
                                                path));
                    }
                });
    }
}
