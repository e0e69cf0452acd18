package com.winemall.user.password;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

    static final int SALT_BYTES = 16;
    static final int HASH_BYTES = 32;
    static final int LANES = 1;

    /// Argon2id: takes passwords of any length, where bcrypt would stop at 72 bytes, which is 24
    /// Korean characters; and takes memory, which whoever steals the hashes has less of than of
    /// processors. Of the choices OWASP calls equally strong, the defaults are the one that is
    /// easiest on a JVM's heap.
    @Bean
    PasswordEncoder passwordEncoder(PasswordSettings settings) {
        return new Argon2PasswordEncoder(
                SALT_BYTES,
                HASH_BYTES,
                LANES,
                settings.hashMemoryKilobytes(),
                settings.hashIterations());
    }
}
