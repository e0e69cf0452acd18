package com.winemall.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

/// Starts the whole service on a port of its own, with a database nobody has used, the Kafka and
/// Redis of this JVM, and the keys of [TestTokens].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@NeedsBackends
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = BackendsInitializer.class)
@TestConstructor(autowireMode = AutowireMode.ALL)
public @interface ServiceTest {}
