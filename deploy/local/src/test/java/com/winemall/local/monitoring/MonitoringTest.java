package com.winemall.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.local.monitoring.Watched.Alert;
import com.winemall.local.monitoring.Watched.Panel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is watched is watched by somebody who knows what to do.
class MonitoringTest {

    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().getParent();

    @Test
    void of_every_alert_the_runbook_says_what_to_do() {
        var watched = Watched.in(PROJECT);

        assertThat(watched.alerts()).hasSizeGreaterThan(20);
        assertThat(watched.helpless()).isEmpty();
        assertThat(watched.alerts()).extracting(Alert::name).doesNotHaveDuplicates();
    }

    @Test
    void an_alert_without_its_section_is_found() {
        var planted =
                watched(
                        alert("NoSection", "docs/runbook.md#nowhere"),
                        alert("NotNamed", "docs/runbook.md#a-part-is-down"),
                        alert("NoRunbook", "null"),
                        alert("Fine", "docs/runbook.md#a-part-is-down"),
                        new Alert("Nobody", "up", "shrug", "docs/runbook.md#a-part-is-down"));

        assertThat(planted.helpless())
                .containsExactly(
                        "NoSection: there is no docs/runbook.md#nowhere",
                        "NotNamed: docs/runbook.md#a-part-is-down does not name it",
                        "NoRunbook: there is no null",
                        "Nobody: severity shrug");
    }

    @Test
    void a_metric_nobody_shows_is_found_with_who_asks_for_it() {
        var planted =
                new Watched(
                        List.of(
                                new Alert("Renamed", "max(winemall_sagas_stock) > 0", "page", ""),
                                new Alert("Down", "up == 0", "page", "")),
                        List.of(
                                new Panel("The shop, Open", "sum(winemall_sagas_open)"),
                                new Panel("The shop, Stuck", "sum(winemall_sagas_stuck)")),
                        Map.of());

        assertThat(
                        planted.unknown(
                                """
                                # HELP winemall_sagas_stock is only spoken of
                                winemall_sagas_stuck{reason="PAUSED"} 0.0
                                winemall_sagas_open_total 1.0
                                """))
                .containsExactlyInAnyOrder(
                        "alert Renamed: winemall_sagas_stock",
                        "The shop, Open: winemall_sagas_open");
    }

    @ParameterizedTest
    @MethodSource
    void metrics_are_found_in_an_expression(String expression, Set<String> metrics) {
        assertThat(Expression.metrics(expression)).isEqualTo(metrics);
    }

    static Stream<Arguments> metrics_are_found_in_an_expression() {
        return Stream.of(
                Arguments.of("up == 0", Set.of("up")),
                Arguments.of("absent(a_total)", Set.of("a_total")),
                Arguments.of("sum by (service, topic) (a) > 1e3", Set.of("a")),
                Arguments.of("sum(a{x=\"b\", y=~\"c|d(e)\"}) by (x)", Set.of("a")),
                Arguments.of(
                        "rate(a_sum[5m]) / rate(a_count[$__rate_interval])",
                        Set.of("a_sum", "a_count")),
                Arguments.of(
                        "a and on (x) group_left (y) b offset 5m unless c", Set.of("a", "b", "c")),
                Arguments.of(
                        "histogram_quantile(0.99, sum by (le) (rate(a_bucket{s=\"}\"}[1m]))) or vector(0)",
                        Set.of("a_bucket")),
                Arguments.of("max_over_time(a[30s]) == bool 1", Set.of("a")));
    }

    private static Watched watched(Alert... alerts) {
        return new Watched(
                List.of(alerts),
                List.of(),
                Map.of("a-part-is-down", "A part is down\n\nAlerts: `Fine`, `Nobody`."));
    }

    private static Alert alert(String name, String runbook) {
        return new Alert(name, "up", "page", runbook);
    }
}
