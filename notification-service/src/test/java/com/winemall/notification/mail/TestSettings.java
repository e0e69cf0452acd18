package com.winemall.notification.mail;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Settings as Spring would bind them, with those that are named and the defaults of the others.
public final class TestSettings {

    private TestSettings() {}

    public static MailSettings with(Map<String, String> named) {
        Map<String, String> properties = new HashMap<>();
        properties.put("winemall.mail.from", "WineMall <no-reply@winemall.test>");
        named.forEach((name, value) -> properties.put("winemall.mail." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("winemall.mail", MailSettings.class)
                .get();
    }
}
