package com.winemall.notification.mail.ses;

import com.winemall.notification.mail.MailSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/// SES's client, with everything that could surprise set in the open.
@Configuration(proxyBeanMethods = false)
class SesConfiguration {

    /// The SDK does not retry: it would repeat requests whose answer was lost, and make two mails
    /// of one. A mail's next try is the table's business, where pace, pauses and number are seen,
    /// and where another instance can make it.
    @Bean
    SesV2Client ses(SesSettings settings, MailSettings mails) {
        var builder =
                SesV2Client.builder()
                        .region(Region.of(settings.region()))
                        .credentialsProvider(credentials(settings))
                        .httpClient(
                                Departure.watched(
                                        UrlConnectionHttpClient.builder()
                                                .connectionTimeout(settings.connectTimeout())
                                                .socketTimeout(settings.readTimeout())
                                                .build()))
                        .overrideConfiguration(client ->
                                client.retryStrategy(DefaultRetryStrategy.doNotRetry())
                                        .apiCallTimeout(mails.sendTimeout()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(SesSettings settings) {
        return settings.accessKey() == null || settings.secretKey() == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }
}
