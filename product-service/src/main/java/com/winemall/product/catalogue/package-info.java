/// The wines on offer. Few rules, so it is flat.
@NullMarked
package com.winemall.product.catalogue;

import org.jspecify.annotations.NullMarked;
