package com.winemall.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {

    @TempDir private Path directory;

    private MallHome home;

    @BeforeEach
    void move() {
        home = new MallHome(directory, directory.resolve("mall"));
    }

    @Test
    void the_first_instance_keeps_the_known_port_and_the_others_have_theirs_above() {
        var parts = parts(Settings.DEFAULT.withInstances("order-service", 3));

        assertThat(parts.instances("order-service"))
                .extracting(Part::name)
                .containsExactly("order-service", "order-service#2", "order-service#3");
        assertThat(parts.instances("order-service"))
                .extracting(Part::ports)
                .containsExactly(List.of(8083), List.of(8183), List.of(8283));
        assertThat(parts.instances("product-service")).hasSize(1);
    }

    @Test
    void an_instance_is_found_by_its_number() {
        var parts = parts(Settings.DEFAULT.withInstances("order-service", 2));

        assertThat(parts.find("order-service#1")).isEqualTo(parts.find("order-service"));
        assertThat(parts.find("order-service#2")).isPresent();
        assertThat(parts.find("order-service#3")).isEmpty();
        assertThat(parts.find("product-service#2")).isEmpty();
        assertThat(parts.find("gateway#2")).isEmpty();
        assertThat(parts.find("redis")).isPresent();
    }

    @Test
    void all_ports_of_all_there_can_be_are_different() {
        var everything =
                Parts.scalable().stream()
                        .reduce(
                                Settings.DEFAULT,
                                (settings, service) ->
                                        settings.withInstances(service, Parts.INSTANCES_MAX + 1),
                                (one, _) -> one);

        var ports = parts(everything).all().stream().flatMap(it -> it.ports().stream()).toList();

        assertThat(ports).doesNotHaveDuplicates().hasSize(7 + 1 + 6 * 4);
    }

    @Test
    void the_gateway_is_told_who_serves_and_of_others_nothing_changes() throws IOException {
        var parts = parts(Settings.DEFAULT.withInstances("order-service", 2));
        parts.offerAll();

        parts.offer("order-service", parts.instances("order-service", 2).reversed());

        assertThat(told())
                .hasSize(6)
                .containsEntry("order-service", "http://127.0.0.1:8183,http://127.0.0.1:8083")
                .containsEntry("user-service", "http://127.0.0.1:8081");
    }

    @Test
    void settings_remember_how_many_there_are_where_it_is_not_one() {
        var two = Settings.DEFAULT.withInstances("order-service", 2);
        two.remember(home);

        assertThat(Settings.remembered(home)).contains(two);
        assertThat(two.instances("order-service")).isEqualTo(2);
        assertThat(two.instances("user-service")).isEqualTo(1);
        assertThat(two.withInstances("order-service", 1)).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void a_mall_started_by_an_older_version_has_one_of_each() throws IOException {
        Settings.DEFAULT.remember(home);
        var file = home.running().resolve("settings.json");
        Files.writeString(file, Files.readString(file).replace(",\"scale\":{}", ""));

        assertThat(Settings.remembered(home)).contains(Settings.DEFAULT);
    }

    private Parts parts(Settings settings) {
        return new Parts(home, settings, false);
    }

    private Map<Object, Object> told() throws IOException {
        var lines = new Properties();
        try (var file = Files.newBufferedReader(new Roster(home).file())) {
            lines.load(file);
        }
        return lines;
    }
}
