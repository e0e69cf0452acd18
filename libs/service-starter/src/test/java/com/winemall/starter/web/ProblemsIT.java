package com.winemall.starter.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.Http;
import com.winemall.starter.Http.Answer;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class ProblemsIT {

    private static final int BODY_MAX = 256 * 1024;
    private static final CustomerId ANNA = new CustomerId(UUID.randomUUID());

    private final JdbcClient jdbc;
    private final Http stranger;
    private final Http customer;
    private final int effectsBefore;

    ProblemsIT(JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.stranger = Http.at(port);
        this.customer = stranger.withToken(TestTokens.customer(ANNA));
        this.effectsBefore = effects();
    }

    @AfterEach
    void nothing_was_changed() {
        assertThat(effects()).isEqualTo(effectsBefore);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "null",
                "[]",
                "3",
                "\"note\"",
                "{\"note\":\"n\",\"quantity\":1",
                "{\"note\":\"n\",\"quantity\":1} {\"more\":1}",
                "{'note':'n','quantity':1}"
            })
    void a_body_that_is_not_the_json_expected(String body) {
        var answer = customer.post("/effects", body);

        assertProblem(answer, 400, "INVALID_REQUEST", "/effects");
        assertThat(fields(answer)).containsExactly("body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "quantity | {`note`:`n`,`quantity`:`two`}",
                "quantity | {`note`:`n`,`quantity`:`2`}",
                "quantity | {`note`:`n`,`quantity`:``}",
                "quantity | {`note`:`n`,`quantity`:1.5}",
                "quantity | {`note`:`n`,`quantity`:1.0}",
                "quantity | {`note`:`n`,`quantity`:1e9}",
                "quantity | {`note`:`n`,`quantity`:99999999999}",
                "quantity | {`note`:`n`,`quantity`:null}",
                "quantity | {`note`:`n`,`quantity`:true}",
                "quantity | {`note`:`n`,`quantity`:[1]}",
                "quantity | {`note`:`n`}",
                "note | {`note`:{},`quantity`:1}",
                "note | {`note`:[`n`],`quantity`:1}",
                "colour | {`note`:`n`,`quantity`:1,`colour`:`GREEN`}",
                "colour | {`note`:`n`,`quantity`:1,`colour`:`red`}",
                "colour | {`note`:`n`,`quantity`:1,`colour`:``}",
                "colour | {`note`:`n`,`quantity`:1,`colour`:1}",
                "after | {`note`:`n`,`quantity`:1,`after`:`no-uuid`}",
                "parts | {`note`:`n`,`quantity`:1,`parts`:{}}",
                "parts[1].name | {`note`:`n`,`quantity`:1,`parts`:[{`name`:`p`},{`name`:{}}]}"
            })
    void a_value_of_a_wrong_kind(String field, String body) {
        var answer = customer.post("/effects", body.replace('`', '"'));

        assertProblem(answer, 400, "INVALID_REQUEST", "/effects");
        assertThat(fields(answer)).containsExactly(field);
    }

    @Test
    void values_against_the_rules_are_all_named_with_what_is_wrong() {
        var body =
                """
                {"note": " ", "quantity": 10, "parts": [{"name": "p"}, {"name": ""}]}
                """;

        var answer = customer.post("/effects", body);

        assertProblem(answer, 400, "INVALID_REQUEST", "/effects");
        assertThat(fields(answer)).containsExactlyInAnyOrder("note", "quantity", "parts[1].name");
        assertThat(answer.body()).contains("must be less than or equal to 9");
    }

    @ParameterizedTest
    @CsvSource({
        "page, page=x",
        "size, size=1.5",
        "page, page=-1",
        "size, size=0",
        "size, size=101",
        "size, size=99999999999"
    })
    void a_page_that_cannot_be(String field, String query) {
        var answer = stranger.get("/open/effects?" + query);

        assertProblem(answer, 400, "INVALID_REQUEST", "/open/effects");
        assertThat(fields(answer)).containsExactly(field);
        assertThat(answer.body()).doesNotContain("java");
    }

    @Test
    void a_page_is_described_as_promised() {
        assertThat(stranger.get("/open/effects").json().toString())
                .isEqualTo(
                        """
                        {"content":[],"page":{"number":0,"size":20,"totalElements":0,"totalPages":0}}\
                        """);
        assertThat(stranger.get("/open/effects?page=3&size=100").json().get("page").toString())
                .startsWith("{\"number\":3,\"size\":100,");
    }

    @Test
    void a_variable_of_a_wrong_kind_in_the_path() {
        var answer = stranger.get("/open/effects/not-a-uuid");

        assertProblem(answer, 400, "INVALID_REQUEST", "/open/effects/not-a-uuid");
        assertThat(fields(answer)).containsExactly("id");
    }

    @Test
    void a_body_that_says_it_is_too_large() {
        assertProblem(customer.post("/effects", tooLarge()), 413, "PAYLOAD_TOO_LARGE", "/effects");
    }

    @Test
    void a_body_that_turns_out_to_be_too_large() {
        assertProblem(
                customer.postInChunks("/effects", tooLarge()),
                413,
                "PAYLOAD_TOO_LARGE",
                "/effects");
    }

    @Test
    void a_body_as_large_as_allowed_is_read_to_its_end() {
        var just = "{\"note\":\"n\",\"quantity\":10,\"more\":\"%s\"}";
        var body = just.formatted("x".repeat(BODY_MAX - just.length() + 2));

        assertProblem(customer.post("/effects", body), 400, "INVALID_REQUEST", "/effects");
        assertProblem(customer.postInChunks("/effects", body), 400, "INVALID_REQUEST", "/effects");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "?"})
    void a_body_that_is_not_called_json(String type) {
        var answer =
                customer.with("Content-Type", type)
                        .send(
                                "POST",
                                "/effects",
                                BodyPublishers.ofString("{\"note\":\"n\",\"quantity\":1}"));

        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE", "/effects");
    }

    @Test
    void a_body_that_is_not_called_anything() {
        var answer =
                customer.send(
                        "POST",
                        "/effects",
                        BodyPublishers.ofString("{\"note\":\"n\",\"quantity\":1}"));

        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE", "/effects");
    }

    @Test
    void an_answer_nobody_can_give() {
        assertProblem(
                stranger.with("Accept", "image/png").get("/open/effects"),
                406,
                "NOT_ACCEPTABLE",
                "/open/effects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/effects/of/nothing", "/admin/../nowhere", "/favicon.ico"})
    void a_path_that_leads_nowhere(String path) {
        var admin = stranger.withToken(TestTokens.admin(ANNA));

        var answer = admin.get(path);

        assertThat(answer.status()).isIn(400, 404);
        assertProblem(
                answer,
                answer.status(),
                answer.status() == 404 ? "NOT_FOUND" : "INVALID_REQUEST",
                path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/bug;x=1", "/open//bug", "//", "/open/%2e%2e/bug", "/open/%0a"})
    void a_path_no_honest_client_asks_for(String path) {
        var answer = customer.get(path);

        assertProblem(answer, 400, "INVALID_REQUEST", path.replaceFirst("^//", "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%00", "%c0%af"})
    void a_query_that_is_no_text(String value) {
        for (var caller : List.of(stranger, customer)) {
            var answer = caller.get("/open/effects?size=" + value);

            assertProblem(answer, 400, "INVALID_REQUEST", "/open/effects");
            assertThat(fields(answer)).hasSize(1);
        }
    }

    @Test
    void a_character_the_database_does_not_keep() {
        var answer = customer.post("/effects", "{\"note\":\"a\\u0000b\",\"quantity\":1}");

        assertProblem(answer, 400, "INVALID_REQUEST", "/effects");
        assertThat(fields(answer)).hasSize(1);
    }

    @Test
    void a_thing_that_is_not_there_is_no_secret_to_anybody_with_a_token() {
        assertProblem(customer.get("/open/nowhere"), 404, "NOT_FOUND", "/open/nowhere");
        assertProblem(stranger.get("/open/nowhere"), 404, "NOT_FOUND", "/open/nowhere");
        assertProblem(stranger.get("/nowhere"), 401, "UNAUTHENTICATED", "/nowhere");
    }

    @Test
    void a_method_that_is_not_meant() {
        var answer = customer.send("DELETE", "/effects", BodyPublishers.noBody());

        assertProblem(answer, 405, "METHOD_NOT_ALLOWED", "/effects");
        assertThat(answer.header("Allow")).contains("POST");
    }

    @Test
    void a_bug_tells_nothing_about_itself() {
        var answer = stranger.get("/open/bug");

        assertProblem(answer, 500, "INTERNAL_ERROR", "/open/bug");
        assertThat(answer.body())
                .doesNotContain("passwords", "Exception", "winemall", "trace", "at ");
    }

    @Test
    void the_error_page_itself_is_nowhere() {
        assertProblem(stranger.get("/error"), 404, "NOT_FOUND", "/error");
    }

    @Test
    void nobody_is_let_in_without_a_good_token() {
        List<String> bad =
                List.of(
                        "Bearer " + TestTokens.expired(ANNA),
                        "Bearer " + TestTokens.foreign(ANNA),
                        "Bearer " + TestTokens.unsigned(ANNA),
                        "Bearer garbage",
                        "Bearer a.b.c",
                        "Bearer",
                        "Bearer ",
                        "Basic YWRtaW46YWRtaW4=",
                        TestTokens.admin(ANNA));

        for (var header : bad) {
            var answer = stranger.with("Authorization", header).get("/admin/secrets");

            assertProblem(answer, 401, "UNAUTHENTICATED", "/admin/secrets");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        var none = stranger.get("/admin/secrets");
        assertProblem(none, 401, "UNAUTHENTICATED", "/admin/secrets");
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        assertProblem(
                stranger.post("/effects", "{\"note\":\"n\",\"quantity\":1}"),
                401,
                "UNAUTHENTICATED",
                "/effects");
    }

    @Test
    void a_token_in_the_address_is_no_token() {
        var answer = stranger.get("/admin/secrets?access_token=" + TestTokens.admin(ANNA));

        assertProblem(answer, 401, "UNAUTHENTICATED", "/admin/secrets");
    }

    @Test
    void a_customer_is_no_administrator() {
        var answer = customer.get("/admin/secrets");

        assertProblem(answer, 403, "FORBIDDEN", "/admin/secrets");
    }

    @Test
    void an_administrator_is_let_in() {
        var answer = stranger.withToken(TestTokens.admin(ANNA)).get("/admin/secrets");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("secret");
    }

    @Test
    void what_is_open_stays_open_to_those_who_come_with_no_token() {
        assertThat(stranger.get("/open/effects").status()).isEqualTo(200);
        assertThat(stranger.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(stranger.get("/v3/api-docs").status()).isEqualTo(200);
    }

    private int effects() {
        return jdbc.sql("select count(*) from effect").query(Integer.class).single();
    }

    private static List<String> fields(Answer answer) {
        List<String> fields = new ArrayList<>();
        answer.json()
                .get("errors")
                .forEach(error -> {
                    assertThat(error.propertyNames()).containsExactly("field", "message");
                    assertThat(error.get("message").asString()).isNotBlank();
                    fields.add(error.get("field").asString());
                });
        return fields;
    }

    private static void assertProblem(Answer answer, int status, String code, String path) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        var problem = answer.json();
        assertThat(problem.propertyNames())
                .contains("type", "title", "status", "detail", "instance", "code");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("type").asString()).isNotBlank();
        assertThat(problem.get("instance").asString()).isEqualTo(path);
    }

    private static String tooLarge() {
        return "{\"note\":\"%s\",\"quantity\":1}".formatted("x".repeat(BODY_MAX));
    }
}
