package com.winemall.orchestrator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.orchestrator.audit.AuditBook.Findings;
import com.winemall.starter.audit.Check;
import com.winemall.test.TestClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// The alerts about the audit ask for what the audit shows.
class AlertsTest {

    private static final Path ALERTS = Path.of("../deploy/monitoring/alerts.yaml");
    private static final Path RUNBOOK = Path.of("../docs/runbook.md");
    private static final Pattern METRIC = Pattern.compile("winemall_\\w+");
    private static final Instant NOW = Instant.parse("2026-03-05T05:05:37Z");

    @Test
    void every_invariant_has_a_series_the_alert_tells_from_the_others() throws IOException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var checks = Rule.ALL.stream().map(rule -> new Check(rule.sentence(), true, "")).toList();

        new AuditMeters(registry, new TestClock(NOW)).show(new Findings(NOW, checks));

        assertThat(expression("AuditInvariantBroken"))
                .isEqualTo("min by (name) (winemall_audit_holds) == 0");
        for (var rule : Rule.ALL) {
            assertThat(registry.scrape())
                    .contains("winemall_audit_holds{name=\"" + rule.sentence() + "\"} 1.0");
        }
    }

    @Test
    void what_the_alerts_ask_for_is_shown_and_what_to_do_is_written_down() throws IOException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new AuditMeters(registry, new TestClock(NOW))
                .show(new Findings(NOW, List.of(new Check("books", true, ""))));
        var headings =
                Files.readString(RUNBOOK)
                        .lines()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                        .toList();

        for (var rule : rules()) {
            var asked =
                    METRIC.matcher((String) rule.get("expr"))
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.toSet());
            assertThat(asked).isNotEmpty().allMatch(name -> registry.scrape().contains(name));
            var runbook = (String) ((Map<?, ?>) rule.get("annotations")).get("runbook_url");
            assertThat(headings).contains(runbook.substring(runbook.indexOf('#') + 1));
        }
    }

    private static String expression(String alert) throws IOException {
        return rules().stream()
                .filter(rule -> alert.equals(rule.get("alert")))
                .map(rule -> (String) rule.get("expr"))
                .findFirst()
                .orElseThrow();
    }

    /// Of the group that is about the audit.
    private static List<Map<String, Object>> rules() throws IOException {
        try (var file = Files.newBufferedReader(ALERTS)) {
            Map<String, List<Map<String, Object>>> alerts = new Yaml().load(file);
            return alerts.get("groups").stream()
                    .filter(group -> group.get("name").equals("audit"))
                    .map(group -> rulesOf(group))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @SuppressWarnings("unchecked") // That is what YAML is.
    private static List<Map<String, Object>> rulesOf(Map<String, Object> group) {
        return (List<Map<String, Object>>) group.get("rules");
    }
}
