package com.winemall.user.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.starter.secret.Secret;
import com.winemall.user.secret.ServiceSecret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Hashes passwords and compares them, a few at a time. One hash costs tens of milliseconds of a
/// processor on purpose, so nobody calls this with a database connection in hand.
///
/// It has threads of its own: a virtual thread that computes does not give its processor away, and
/// as many hashes as there are processors would stop every other request, those that hold a
/// database connection included. These threads the operating system interrupts.
@Component
public class Passwords implements AutoCloseable {

    private final PasswordEncoder encoder;
    private final Semaphore places;
    private final long waitMaxMillis;
    private final ExecutorService threads;
    private final String nobodysHash;
    private final SecretKey fingerprintKey;

    Passwords(PasswordEncoder encoder, PasswordSettings settings, ServiceSecret secret) {
        this.encoder = encoder;
        this.places = new Semaphore(settings.hashesAtOnceMax(), true);
        this.waitMaxMillis = settings.hashWaitMax().toMillis();
        this.threads =
                Executors.newFixedThreadPool(
                        settings.hashesAtOnceMax(),
                        Thread.ofPlatform().daemon().name("password-", 0).factory());
        this.nobodysHash = hashOfNothing(settings);
        this.fingerprintKey = secret.keyFor(ServiceSecret.Purpose.PASSWORD_FINGERPRINTS);
    }

    /// @throws HashingOverloaded if others are hashing and do not stop in time
    public String hash(Secret password) {
        return inTurn(() -> encoder.encode(composed(password)));
    }

    /// @throws HashingOverloaded if others are hashing and do not stop in time
    public boolean matches(Secret password, String hash) {
        return inTurn(() -> encoder.matches(composed(password), hash));
    }

    /// Takes as long as [#matches] does, so that the time an answer takes does not tell whether
    /// there is a member with an address.
    ///
    /// @return false
    /// @throws HashingOverloaded if others are hashing and do not stop in time
    public boolean matchesNobody(Secret password) {
        return matches(password, nobodysHash);
    }

    /// Something to recognise a password by that is safe to hash further and to store: without this
    /// service's secret nobody can try passwords against it.
    public String fingerprint(Secret password) {
        try {
            var mac = Mac.getInstance(fingerprintKey.getAlgorithm());
            mac.init(fingerprintKey);
            return base64(mac.doFinal(password.value().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no fingerprint", e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    String nobodysHash() {
        return nobodysHash;
    }

    private <T> T inTurn(Supplier<T> hashing) {
        if (!getPlace()) {
            throw new HashingOverloaded();
        }
        try {
            return CompletableFuture.supplyAsync(hashing, threads).join();
        } finally {
            places.release();
        }
    }

    private boolean getPlace() {
        try {
            return places.tryAcquire(waitMaxMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Keyboards write one Hangul syllable as one character or as several.
    private static String composed(Secret password) {
        return Normalizer.normalize(password.value(), Normalizer.Form.NFC);
    }

    /// A hash, in the form Argon2 writes them, that costs what a real one costs and that no
    /// password has. Written down rather than made: making one would slow each start.
    private static String hashOfNothing(PasswordSettings settings) {
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        settings.hashMemoryKilobytes(),
                        settings.hashIterations(),
                        PasswordConfiguration.LANES,
                        base64(randomBytes(PasswordConfiguration.SALT_BYTES)),
                        base64(randomBytes(PasswordConfiguration.HASH_BYTES)));
    }

    private static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
