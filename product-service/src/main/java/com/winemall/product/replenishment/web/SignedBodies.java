package com.winemall.product.replenishment.web;

import com.winemall.product.replenishment.web.DeliveryController.Brought;
import com.winemall.starter.web.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/// Reads what the factory sends only once its signature has been checked, over the bytes as they
/// came: what is not signed is not even looked at.
@ControllerAdvice
class SignedBodies extends RequestBodyAdviceAdapter {

    private static final byte[] NOTHING = new byte[0];

    private final DeliverySignatures signatures;

    SignedBodies(DeliverySignatures signatures) {
        this.signatures = signatures;
    }

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        return targetType == Brought.class;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        var body = message.getBody().readAllBytes();
        check(message.getHeaders(), body);
        return new Checked(message.getHeaders(), body);
    }

    @Override
    public @Nullable Object handleEmptyBody(
            @Nullable Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        check(message.getHeaders(), NOTHING);
        return body;
    }

    private void check(HttpHeaders headers, byte[] body) {
        boolean genuine =
                signatures.areGenuine(
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        body);
        if (!genuine) {
            throw new Refused(
                    FactoryProblem.BAD_SIGNATURE,
                    "The headers webhook-id, webhook-timestamp and webhook-signature do not fit"
                            + " the body, or are too old");
        }
    }

    /// A body that has been read, to be read again.
    private static final class Checked implements HttpInputMessage {

        private final HttpHeaders headers;
        private final byte[] body;

        Checked(HttpHeaders headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }
    }
}
