package com.winemall.notification.bounce.sns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The certificates SNS's signatures are checked with, as SNS itself hands them out. There is one a
/// region, and a new one now and then.
@Component
class SnsCertificates {

    private static final int KEPT_MAX = 10;

    private final SnsHttp http;
    private final Clock clock;
    private final Cache<SnsAddress, X509Certificate> fetched =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    SnsCertificates(SnsHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /// @return nothing if there is no such certificate, or it is not good now
    /// @throws IOException if SNS does not say
    Optional<X509Certificate> find(SnsAddress address) throws IOException {
        try {
            var certificate = fetched.getIfPresent(address);
            if (certificate == null) {
                certificate = fetch(address);
                fetched.put(address, certificate);
            }
            certificate.checkValidity(Date.from(clock.instant()));
            return Optional.of(certificate);
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }

    private X509Certificate fetch(SnsAddress address) throws IOException, CertificateException {
        var answer = http.get(address);
        if (answer.statusCode() != 200) {
            throw new CertificateException("SNS answers " + answer.statusCode());
        }
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(answer.body()));
    }
}
