package com.winemall.local.client;

import com.winemall.local.parts.Parts;
import com.winemall.local.parts.Settings;
import java.net.URI;

/// Where things are on this machine, and who may do what.
public final class Addresses {

    public static final String ADMIN_EMAIL = "admin@winemall.local";
    public static final String ADMIN_PASSWORD = "winemall-admin";

    public static final URI USER_SERVICE = URI.create("http://127.0.0.1:8081");
    public static final URI MAILBOX = URI.create("http://127.0.0.1:" + Parts.MAILBOX_PORT);
    public static final URI FACTORY = URI.create("http://127.0.0.1:" + Parts.FACTORY_PORT);
    public static final URI PAYMENTS = URI.create("http://127.0.0.1:" + Parts.PAYMENTS_PORT);

    private Addresses() {}

    public static URI gateway(Settings settings) {
        return URI.create("http://127.0.0.1:" + settings.port());
    }
}
