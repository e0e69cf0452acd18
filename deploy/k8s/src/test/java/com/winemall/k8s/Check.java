package com.winemall.k8s;

import java.util.List;

/// Something that has to hold for everything an overlay would apply.
interface Check {

    /// One sentence for each thing that is wrong, in no order that matters.
    List<String> complaints(Manifests manifests);
}
