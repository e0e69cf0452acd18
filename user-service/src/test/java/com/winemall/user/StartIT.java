package com.winemall.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.winemall.starter.secret.UnsafeSetting;
import com.winemall.test.BackendsInitializer;
import com.winemall.test.NeedsBackends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What the service does not start with, anywhere but in the local mall.
@NeedsBackends
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

    @Test
    void no_secret_no_start(CapturedOutput output) {
        assertThatThrownBy(StartIT::start).hasRootCauseInstanceOf(UnsafeSetting.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("winemall.keys.encryption-secret is not set")
                .contains("openssl rand -base64 32")
                .doesNotContain("\tat com.winemall");
    }

    private static void start() {
        new SpringApplicationBuilder(UserApplication.class)
                .initializers(new BackendsInitializer())
                .properties("server.port=0")
                .run()
                .close();
    }
}
