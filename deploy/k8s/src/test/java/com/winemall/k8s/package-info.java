/// The checks of the manifests: each is a [Check], and a fault is planted for each.
@NullMarked
package com.winemall.k8s;

import org.jspecify.annotations.NullMarked;
