package com.winemall.local.command;

import com.winemall.local.parts.Part;
import com.winemall.local.parts.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/// A payment window one can wait for. Where the mall runs with a longer one, order-service starts
/// again with this, and with its own when this is closed or the command is interrupted.
///
/// Meanwhile the mall's settings say what it runs with, so that after a power cut `./mall up` sees
/// the difference.
final class ShortWindow implements AutoCloseable {

    /// Long enough for a crowd to pay in, on a slow machine.
    private static final Duration USUAL = Duration.ofSeconds(45);

    private static final Duration MIN = Duration.ofSeconds(15);
    private static final Duration MAX = Duration.ofMinutes(1);

    private final Context own;
    private final Context shortened;
    private final PrintWriter out;
    private boolean open;

    private ShortWindow(Context own, Context shortened, PrintWriter out) {
        this.own = own;
        this.shortened = shortened;
        this.out = out;
    }

    /// Returns when orders are paid within a short time.
    static ShortWindow open(Context context, PrintWriter out) {
        var own = context.settings();
        return open(
                context, isShort(own.paymentWindow()) ? own : own.withPaymentWindow(USUAL), out);
    }

    /// Returns when order-service runs with these settings.
    static ShortWindow open(Context context, Settings settings, PrintWriter out) {
        if (settings.equals(context.settings())) {
            return new ShortWindow(context, context, out);
        }
        var window = new ShortWindow(context, context.with(settings), out);
        Runtime.getRuntime().addShutdownHook(new Thread(window::restore, "restore-window"));
        window.shorten();
        return window;
    }

    Duration length() {
        return shortened.settings().paymentWindow();
    }

    /// Returns when order-service is ready with its own window again.
    @Override
    public void close() {
        if (restore()) {
            new Starting(own.home(), out).start(orderService(own));
        }
    }

    private synchronized void shorten() {
        open = true;
        out.printf(
                "order-service starts again: orders are paid within %d s now%n",
                length().toSeconds());
        out.flush();
        shortened.settings().remember(shortened.home());
        var orderService = orderService(shortened);
        Stopping.stop(orderService);
        new Starting(shortened.home(), out).start(orderService);
    }

    /// Does not wait until it is ready: who pressed Ctrl-C wants to be gone.
    ///
    /// @return whether it was to be done
    private synchronized boolean restore() {
        if (!open) {
            return false;
        }
        open = false;
        out.printf(
                "order-service starts again: orders are paid within %d s as before%n",
                own.settings().paymentWindow().toSeconds());
        out.flush();
        own.settings().remember(own.home());
        var orderService = orderService(own);
        Stopping.stop(orderService);
        orderService.forEach(Part::start);
        return true;
    }

    private static boolean isShort(Duration window) {
        return window.compareTo(MIN) >= 0 && window.compareTo(MAX) <= 0;
    }

    /// All its instances.
    private static List<Part> orderService(Context context) {
        return context.parts().instances("order-service");
    }
}
