package com.winemall.starter.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

class InstancesTest {

    private static final Instances THREE = Instances.valueOf("http://one, http://two,http://three");

    private final List<URI> asked = new ArrayList<>();

    @Test
    void a_setting_names_one_or_several() {
        assertThat(Instances.valueOf("http://one:80"))
                .isEqualTo(new Instances(List.of(URI.create("http://one:80"))));
        assertThat(THREE.addresses()).hasSize(3);
    }

    @Test
    void the_first_that_is_there_is_asked_and_no_other() {
        assertThat(THREE.ask(this::answer)).isEqualTo("http://one");

        assertThat(asked).hasSize(1);
    }

    @Test
    void whoever_is_not_there_or_cannot_answer_now_is_passed_over() {
        var answer =
                THREE.ask(address ->
                        switch (address.getHost()) {
                            case "one" -> fail(address, () -> unreachable(new ConnectException()));
                            case "two" -> fail(address, InstancesTest::unavailable);
                            default -> answer(address);
                        });

        assertThat(answer).isEqualTo("http://three");
        assertThat(asked).hasSize(3);
    }

    @Test
    void what_another_would_say_too_is_not_asked_again() {
        assertThatThrownBy(() -> THREE.ask(address -> fail(address, InstancesTest::forbidden)))
                .isInstanceOf(HttpClientErrorException.class);
        assertThatThrownBy(() ->
                        THREE.ask(address ->
                                fail(address, () -> unreachable(new HttpTimeoutException("slow")))))
                .isInstanceOf(ResourceAccessException.class);

        assertThat(asked).hasSize(2);
    }

    @Test
    void when_nobody_is_there_the_caller_is_told() {
        assertThatThrownBy(() ->
                        THREE.ask(address ->
                                fail(address, () -> unreachable(new ConnectException()))))
                .isInstanceOf(ResourceAccessException.class);

        assertThat(asked).hasSize(3);
    }

    private String answer(URI address) {
        asked.add(address);
        return address.toString();
    }

    private String fail(URI address, Supplier<RestClientException> failure) {
        asked.add(address);
        throw failure.get();
    }

    private static RestClientException unreachable(IOException cause) {
        return new ResourceAccessException("not reached", cause);
    }

    private static RestClientException unavailable() {
        return HttpServerErrorException.create(
                HttpStatus.SERVICE_UNAVAILABLE, "", HttpHeaders.EMPTY, new byte[0], null);
    }

    private static RestClientException forbidden() {
        return HttpClientErrorException.create(
                HttpStatus.FORBIDDEN, "", HttpHeaders.EMPTY, new byte[0], null);
    }
}
