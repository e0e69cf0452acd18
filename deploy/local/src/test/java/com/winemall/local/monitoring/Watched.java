package com.winemall.local.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `deploy/monitoring` asks of the mall, and what is wrong with it.
///
/// @param alerts in the order of their file
/// @param panels of all dashboards
/// @param runbook its sections, by the anchor a link leads to
public record Watched(List<Alert> alerts, List<Panel> panels, Map<String, String> runbook) {

    /// Prometheus makes these itself, of whatever it scrapes.
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> SEVERITIES = Set.of("page", "warning", "ticket");
    private static final String RUNBOOK = "docs/runbook.md#";

    /// @param severity who has to look, and when
    public record Alert(String name, String expression, String severity, String runbookUrl) {}

    /// @param where its dashboard and title
    public record Panel(String where, String expression) {}

    public static Watched in(Path project) {
        var monitoring = project.resolve("deploy/monitoring");
        try {
            return new Watched(
                    alerts(monitoring.resolve("alerts.yaml")),
                    panels(monitoring.resolve("dashboards")),
                    sections(Files.readString(project.resolve("docs/runbook.md"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Metrics somebody looks at and nobody shows, with who looks.
    ///
    /// @param shown what the services' `/actuator/prometheus` say together
    public List<String> unknown(String shown) {
        var known =
                shown.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toSet());
        known.addAll(OF_PROMETHEUS);
        List<String> unknown = new ArrayList<>();
        expressions()
                .forEach((where, metrics) ->
                        metrics.stream()
                                .filter(metric -> !known.contains(metric))
                                .map(metric -> where + ": " + metric)
                                .forEach(unknown::add));
        return unknown;
    }

    /// Alerts of which the runbook does not say what to do, or that nobody is told of.
    public List<String> helpless() {
        List<String> helpless = new ArrayList<>();
        for (var alert : alerts) {
            if (!SEVERITIES.contains(alert.severity())) {
                helpless.add(alert.name() + ": severity " + alert.severity());
            }
            var section =
                    alert.runbookUrl().startsWith(RUNBOOK)
                            ? runbook.get(alert.runbookUrl().substring(RUNBOOK.length()))
                            : null;
            if (section == null) {
                helpless.add(alert.name() + ": there is no " + alert.runbookUrl());
            } else if (!section.contains("`" + alert.name() + "`")) {
                helpless.add(alert.name() + ": " + alert.runbookUrl() + " does not name it");
            }
        }
        return helpless;
    }

    /// Metrics by who looks at them.
    private Map<String, Set<String>> expressions() {
        return Stream.concat(
                        alerts.stream()
                                .map(alert ->
                                        new Panel("alert " + alert.name(), alert.expression())),
                        panels.stream())
                .collect(
                        Collectors.toMap(
                                Panel::where,
                                panel -> Expression.metrics(panel.expression()),
                                (some, more) -> {
                                    var all = new TreeSet<>(some);
                                    all.addAll(more);
                                    return all;
                                }));
    }

    @SuppressWarnings("unchecked") // That is what YAML is.
    private static List<Alert> alerts(Path file) throws IOException {
        try (var text = Files.newBufferedReader(file)) {
            Map<String, List<Map<String, Object>>> all = new Yaml().load(text);
            return all.get("groups").stream()
                    .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                    .map(Watched::alert)
                    .toList();
        }
    }

    private static Alert alert(Map<String, Object> rule) {
        return new Alert(
                text(rule, "alert"),
                text(rule, "expr"),
                text((Map<?, ?>) rule.get("labels"), "severity"),
                text((Map<?, ?>) rule.get("annotations"), "runbook_url"));
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static List<Panel> panels(Path dashboards) throws IOException {
        List<Panel> panels = new ArrayList<>();
        var json = JsonMapper.builder().build();
        try (var files = Files.newDirectoryStream(dashboards, "*.json")) {
            for (var file : files) {
                var dashboard = json.readTree(file.toFile());
                dashboard
                        .get("panels")
                        .valueStream()
                        .forEach(panel ->
                                panel.get("targets")
                                        .valueStream()
                                        .map(target -> panel(dashboard, panel, target))
                                        .forEach(panels::add));
            }
        }
        return panels;
    }

    private static Panel panel(JsonNode dashboard, JsonNode panel, JsonNode target) {
        return new Panel(
                dashboard.get("title").asString() + ", " + panel.get("title").asString(),
                target.get("expr").asString());
    }

    /// By the anchors GitHub makes of headings.
    private static Map<String, String> sections(String runbook) {
        return Stream.of(runbook.split("(?m)^## "))
                .skip(1)
                .collect(
                        Collectors.toMap(
                                section ->
                                        section.lines()
                                                .findFirst()
                                                .orElseThrow()
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .replaceAll("[^\\w\\- ]", "")
                                                .replace(' ', '-'),
                                section -> section));
    }
}
