package com.winemall.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.user.secret.ServiceSecret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The keys access tokens are signed with and checked by, held in memory and read again now and
/// then. The first one is made when there is none. There are keys before the web server, which is
/// started last of all, takes requests.
@Component
class SigningKeys implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final String ALGORITHM = "RSA";
    private static final int BITS = 2048;

    /// Before whatever asks for keys.
    private static final int PHASE = 0;

    private final JdbcClient jdbc;
    private final KeyCipher cipher;
    private final Clock clock;

    private volatile @Nullable Snapshot snapshot;

    SigningKeys(JdbcClient jdbc, ServiceSecret secret, Clock clock) {
        this.jdbc = jdbc;
        this.cipher = new KeyCipher(secret.keyFor(ServiceSecret.Purpose.SIGNING_KEYS));
        this.clock = clock;
    }

    /// @throws UnsafeSetting if the keys there are were encrypted under another secret
    @Override
    public void start() {
        snapshot = readOrMake();
    }

    @Override
    public void stop() {
        snapshot = null;
    }

    @Override
    public boolean isRunning() {
        return snapshot != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /// The one to sign with.
    SigningKey newest() {
        return held().newest();
    }

    /// The public halves of all that are not retired.
    JWKSet published() {
        return held().published();
    }

    @Scheduled(
            fixedDelayString = "${winemall.access-tokens.keys-reread-every:15s}",
            initialDelayString = "${winemall.access-tokens.keys-reread-every:15s}")
    void reread() {
        snapshot = readOrMake();
    }

    private Snapshot held() {
        return Objects.requireNonNull(snapshot, "keys are there once the service has started");
    }

    private Snapshot readOrMake() {
        nextGeneration().ifPresent(this::make);
        var keys = read();
        return new Snapshot(
                keys.getFirst(),
                new JWKSet(keys.stream().<JWK>map(SigningKey::published).toList()));
    }

    /// The generation to be made, if there is none that signs. Asked with one statement and kept:
    /// an instance that finds no key and then takes its time must still run into the key another
    /// one made meanwhile.
    private Optional<Integer> nextGeneration() {
        return jdbc.sql(
                        """
                        select coalesce(max(generation), 0) + 1
                        from signing_key
                        having count(*) filter (where retired_at is null) = 0
                        """)
                .query(Integer.class)
                .optional();
    }

    /// Newest first.
    private List<SigningKey> read() {
        return jdbc.sql(
                        """
                        select *
                        from signing_key
                        where retired_at is null
                        order by generation desc
                        """)
                .query(this::key)
                .list();
    }

    /// Whoever is second to make a generation throws theirs away and takes the first one's.
    private void make(int generation) {
        var pair = freshPair();
        boolean made =
                jdbc.sql(
                                        """
                                        insert into signing_key
                                            (generation, kid, public_key, private_key, created_at)
                                        values (:generation, :kid, :publicKey, :privateKey, :now)
                                        on conflict (generation) do nothing
                                        """)
                                .param("generation", generation)
                                .param("kid", pair.kid())
                                .param("publicKey", pair.publicKey().getEncoded())
                                .param(
                                        "privateKey",
                                        cipher.encrypt(pair.kid(), pair.privateKey().getEncoded()))
                                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .update()
                        == 1;
        if (made) {
            log.atInfo().addKeyValue("kid", pair.kid()).log("made a signing key");
        }
    }

    private static SigningKey freshPair() {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(BITS);
            var pair = generator.generateKeyPair();
            var publicKey = (RSAPublicKey) pair.getPublic();
            var kid = new RSAKey.Builder(publicKey).build().computeThumbprint().toString();
            return new SigningKey(kid, publicKey, (RSAPrivateCrtKey) pair.getPrivate());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("no signing key can be made", e);
        }
    }

    private SigningKey key(ResultSet row, int number) throws SQLException {
        var kid = row.getString("kid");
        try {
            var factory = KeyFactory.getInstance(ALGORITHM);
            var publicKey =
                    factory.generatePublic(new X509EncodedKeySpec(row.getBytes("public_key")));
            var privateKey =
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    cipher.decrypt(kid, row.getBytes("private_key"))));
            return new SigningKey(kid, (RSAPublicKey) publicKey, (RSAPrivateCrtKey) privateKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", e);
        }
    }

    private record Snapshot(SigningKey newest, JWKSet published) {}
}
