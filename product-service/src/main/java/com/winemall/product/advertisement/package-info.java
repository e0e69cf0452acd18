/// Keeps advertisements from praising what nobody can have. Few rules, so it is flat.
@NullMarked
package com.winemall.product.advertisement;

import org.jspecify.annotations.NullMarked;
