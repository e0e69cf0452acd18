package com.winemall.user;

import com.winemall.starter.secret.LocalMall;
import com.winemall.test.ServiceTest;
import com.winemall.test.TestClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/// The whole service as the local mall runs it, with a clock that is told the time and passwords
/// that are cheap to hash.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ServiceTest
@ActiveProfiles(LocalMall.PROFILE)
@TestPropertySource(
        properties = {
            "winemall.passwords.hash-memory=64KB",
            "winemall.passwords.hash-iterations=1",
            // So that what is sent at once meets in the database and not here.
            "winemall.passwords.hashes-at-once-max=8",
            "winemall.crowd.transaction-max=20"
        })
@Import(UserServiceTest.Beans.class)
public @interface UserServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Beans {

        @Bean
        TestClock clock() {
            return new TestClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }

        @Bean
        @Primary
        WatchedEncoder watchedEncoder(PasswordEncoder passwordEncoder) {
            return new WatchedEncoder(passwordEncoder);
        }

        @Bean
        Api api(Environment environment) {
            return new Api(environment);
        }
    }
}
