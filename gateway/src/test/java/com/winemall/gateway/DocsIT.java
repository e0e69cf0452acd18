package com.winemall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class DocsIT {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final int port;

    DocsIT(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void the_page_is_where_people_look_for_it() {
        var answer = Client.of(port).get("/docs");

        assertThat(answer.status()).isEqualTo(307);
        assertThat(answer.header("Location")).isEqualTo("/docs/");
    }

    @Test
    void the_page_runs_no_script_but_ours_and_loads_nothing_from_elsewhere() {
        var page = Client.of(port).get("/docs/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';")
                .doesNotContain("unsafe-eval");
        assertThat(page.body()).doesNotContain("http:", "https:", "//", "<style", "onload");
    }

    @Test
    void everything_the_page_refers_to_is_here() {
        var references = REFERENCE.matcher(Client.of(port).get("/docs/").body()).results().toList();

        assertThat(references).hasSizeGreaterThan(5);
        assertThat(references)
                .allSatisfy(reference -> {
                    var asset = Client.of(port).get("/docs/" + reference.group(1));
                    assertThat(asset.status()).isEqualTo(200);
                    assertThat(asset.body()).isNotEmpty();
                    assertThat(asset.header("Cache-Control")).isEqualTo("max-age=3600");
                    assertThat(asset.header("Content-Type")).isEqualTo(typeOf(reference.group(1)));
                });
    }

    @Test
    void the_documents_of_all_services_can_be_chosen() {
        var documents = Client.of(port).get("/docs/services.json").json();

        assertThat(documents).hasSize(6);
        assertThat(documents)
                .allSatisfy(document -> {
                    var answer = Client.of(port).get(document.path("url").asString());
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.json().path("of").asString())
                            .isEqualTo(document.path("name").asString());
                });
    }

    @Test
    void a_page_that_can_only_be_read_says_so() {
        var answer = Client.of(port).post("/actuator/health");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }

    private static String typeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css";
            case ".js" -> "text/javascript";
            default -> "image/png";
        };
    }
}
