package com.winemall.local.command;

import com.winemall.local.parts.MallHome;
import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Changes the instances of a service while customers are served. Whoever comes is offered to the
/// gateway once it is ready; whoever goes is taken off its list before it is asked to end, and
/// serves on until the gateway has heard of it.
final class Scaling {

    private final Parts parts;
    private final Starting starting;
    private final PrintWriter out;

    Scaling(MallHome home, Parts parts, PrintWriter out) {
        this.parts = parts;
        this.starting = new Starting(home, out);
        this.out = out;
    }

    /// Returns when there are that many instances, all ready, and no others.
    void scale(String service, int count) {
        var wanted = parts.instances(service, count);
        starting.start(wanted);
        parts.offer(service, wanted);
        parts.instances(service, Parts.INSTANCES_MAX + 1).stream()
                .filter(part -> !wanted.contains(part) && part.isRunning())
                .toList()
                .reversed()
                .forEach(this::end);
    }

    /// Replaces one instance after the other. One more than there are takes its place meanwhile,
    /// and ends when all are new. A new one that does not come up leaves the old ones and that one
    /// to serve.
    void roll(String service) {
        var instances = parts.instances(service);
        var all = parts.instances(service, instances.size() + 1);
        var standIn = all.getLast();
        starting.start(List.of(standIn));
        parts.offer(service, all);
        for (var instance : instances) {
            List<Part> others = new ArrayList<>(all);
            others.remove(instance);
            parts.offer(service, others);
            end(instance);
            starting.start(List.of(instance));
            parts.offer(service, all);
        }
        parts.offer(service, instances);
        end(standIn);
    }

    private void end(Part part) {
        long began = System.nanoTime();
        part.stop();
        out.printf("  %-22s ended after %4.1f s%n", part.name(), (System.nanoTime() - began) / 1e9);
        out.flush();
    }
}
