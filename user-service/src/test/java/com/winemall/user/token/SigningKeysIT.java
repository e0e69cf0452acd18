package com.winemall.user.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.test.Backends;
import com.winemall.test.NeedsBackends;
import com.winemall.test.TestClock;
import com.winemall.user.AtOnce;
import com.winemall.user.secret.ServiceSecret;
import com.winemall.user.secret.TestSecrets;
import java.security.KeyFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

@NeedsBackends
class SigningKeysIT {

    private final ServiceSecret secret = TestSecrets.of("s".repeat(32));
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private JdbcClient jdbc;

    @BeforeEach
    void createTable() {
        jdbc = freshDatabase();
    }

    @Test
    void instances_that_start_together_agree_on_one_key() {
        var kids = AtOnce.people(3, _ -> start().newest().kid());

        assertThat(kids.stream().distinct()).hasSize(1);
        assertThat(jdbc.sql("select count(*) from signing_key").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void a_restart_finds_the_key_of_before() {
        var before = start().newest();
        clock.advance(Duration.ofDays(100));

        var after = start().newest();

        assertThat(after).isEqualTo(before);
    }

    @Test
    void the_private_half_is_nowhere_to_be_read() throws Exception {
        var key = start().newest();
        var stored = jdbc.sql("select private_key from signing_key").query(byte[].class).single();
        var factory = KeyFactory.getInstance("RSA");

        assertThat(stored).isNotEqualTo(key.privateKey().getEncoded());
        assertThatThrownBy(() -> factory.generatePrivate(new PKCS8EncodedKeySpec(stored)))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    @Test
    void another_secret_than_before_is_no_start_and_makes_no_new_key() {
        start();

        var others = new SigningKeys(jdbc, TestSecrets.of("t".repeat(32)), clock);

        assertThatThrownBy(others::start)
                .isInstanceOf(UnsafeSetting.class)
                .hasMessageStartingWith("winemall.keys.encryption-secret");
        assertThat(jdbc.sql("select count(*) from signing_key").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void a_newer_key_signs_while_the_older_one_is_still_published() {
        var keys = start();
        var older = keys.newest().kid();
        var newer = addGeneration(2);

        keys.reread();

        assertThat(keys.newest().kid()).isEqualTo(newer);
        assertThat(kidsPublishedBy(keys)).containsExactly(newer, older);
    }

    @Test
    void a_retired_key_is_published_no_more_and_the_last_one_is_replaced() {
        var keys = start();
        var first = keys.newest().kid();

        jdbc.sql("update signing_key set retired_at = now()").update();
        keys.reread();

        assertThat(kidsPublishedBy(keys)).hasSize(1).doesNotContain(first);
        assertThat(
                        jdbc.sql("select generation from signing_key where retired_at is null")
                                .query(Integer.class)
                                .list())
                .containsExactly(2);
    }

    private SigningKeys start() {
        return start(jdbc);
    }

    private SigningKeys start(JdbcClient database) {
        var keys = new SigningKeys(database, secret, clock);
        keys.start();
        return keys;
    }

    private static List<String> kidsPublishedBy(SigningKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    /// Brings a key another database made under the same secret.
    private String addGeneration(int generation) {
        var elsewhere = freshDatabase();
        start(elsewhere);
        var row = elsewhere.sql("select * from signing_key").query().singleRow();
        jdbc.sql(
                        """
                        insert into signing_key (generation, kid, public_key, private_key,
                                                 created_at)
                        values (:generation, :kid, :public, :private, now())
                        """)
                .param("generation", generation)
                .param("kid", row.get("kid"))
                .param("public", row.get("public_key"))
                .param("private", row.get("private_key"))
                .update();
        return row.get("kid").toString();
    }

    private static JdbcClient freshDatabase() {
        var database =
                new DriverManagerDataSource(Backends.get().freshDatabase(), "postgres", "postgres");
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/V2__create_signing_key.sql"))
                .execute(database);
        return JdbcClient.create(database);
    }
}
