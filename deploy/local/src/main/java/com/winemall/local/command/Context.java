package com.winemall.local.command;

import com.winemall.local.client.Addresses;
import com.winemall.local.client.MallClient;
import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import com.winemall.local.parts.Settings;
import java.nio.file.Path;

/// What every command starts from: this project's mall, as it was last started.
record Context(MallHome home, Settings settings, Parts parts) {

    static Context current() {
        var home =
                MallHome.of(Path.of(System.getProperty("winemall.project", ".")).toAbsolutePath());
        var settings = Settings.remembered(home).orElse(Settings.DEFAULT);
        return new Context(home, settings, new Parts(home, settings));
    }

    Context with(Settings other) {
        return new Context(home, other, new Parts(home, other));
    }

    Part part(String name) {
        return parts.find(name)
                .orElseThrow(() ->
                        new Failure(
                                "There is no part "
                                        + name
                                        + "; there are "
                                        + String.join(", ", parts.names())));
    }

    void refuseUnlessOpen() {
        if (!part("gateway").isReady()) {
            throw new Failure("The mall is not open; start it with ./mall up");
        }
    }

    void refuseUnlessScalable(String service) {
        if (service.equals("gateway")) {
            throw new Failure(
                    "There is one gateway: it is the door itself, and on this machine nothing"
                            + " stands before it to choose between two");
        }
        if (!Parts.scalable().contains(service)) {
            throw new Failure(
                    "There is no service "
                            + service
                            + "; there are "
                            + String.join(", ", Parts.scalable()));
        }
    }

    /// The mall through its gateway.
    MallClient mall() {
        refuseUnlessOpen();
        return new MallClient(Addresses.gateway(settings));
    }

    String adminToken() {
        return mall().login(Addresses.ADMIN_EMAIL, Addresses.ADMIN_PASSWORD);
    }
}
