package com.winemall.k8s;

import java.util.ArrayList;
import java.util.List;

/// Every resource is held against the models of its kind: unknown fields, missing ones, wrong
/// types. What one of them has found, the next is not asked about.
final class Models implements Check {

    private final List<Model> models =
            List.of(
                    new KubernetesModel(),
                    new TypedModel(),
                    new StrimziModel(),
                    new DocumentedModel());

    /// What is known of some kinds of resources.
    interface Model {

        boolean knows(Resource resource);

        List<String> complaints(Resource resource);
    }

    @Override
    public List<String> complaints(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        for (var resource : manifests.all()) {
            var knowing = models.stream().filter(model -> model.knows(resource)).toList();
            if (knowing.isEmpty()) {
                complaints.add(
                        "%s: nobody knows the kind %s of %s"
                                .formatted(resource, resource.kind(), resource.apiVersion()));
            }
            knowing.stream()
                    .map(model -> model.complaints(resource))
                    .filter(it -> !it.isEmpty())
                    .findFirst()
                    .ifPresent(found -> found.forEach(it -> complaints.add(resource + ": " + it)));
        }
        return complaints;
    }
}
