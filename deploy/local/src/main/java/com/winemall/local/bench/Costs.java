package com.winemall.local.bench;

import com.winemall.local.parts.Part;
import com.winemall.local.parts.Parts;
import com.winemall.local.parts.ProcessCost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the parts have taken, at one moment.
record Costs(Map<String, ProcessCost> parts, Duration generator) {

    static Costs now(Parts parts) {
        Map<String, ProcessCost> costs = new LinkedHashMap<>();
        for (Part part : parts.all()) {
            part.process().ifPresent(process -> costs.put(part.name(), ProcessCost.of(process)));
        }
        return new Costs(
                costs, ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    /// CPU taken by a part since an earlier moment.
    Duration since(Costs earlier, String part) {
        var now = parts.get(part);
        var then = earlier.parts.get(part);
        return now == null || then == null ? Duration.ZERO : now.cpu().minus(then.cpu());
    }

    Duration generatorSince(Costs earlier) {
        return generator.minus(earlier.generator);
    }

    long residentBytes() {
        return parts.values().stream().mapToLong(ProcessCost::residentBytes).sum();
    }
}
