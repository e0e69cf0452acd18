package com.winemall.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The alerts of a cluster are the mall's: `deploy/monitoring/alerts.yaml`.
final class Alerts implements Check {

    private final JsonNode groups = written().path("groups");

    @Override
    public List<String> complaints(Manifests manifests) {
        return manifests
                .all("PrometheusRule")
                .filter(rule -> !rule.at("/spec/groups").equals(groups))
                .map(rule -> rule + " is not what deploy/monitoring/alerts.yaml says")
                .toList();
    }

    private static JsonNode written() {
        try {
            return new YAMLMapper()
                    .readTree(Project.ROOT.resolve("deploy/monitoring/alerts.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
