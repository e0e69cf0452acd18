/// What participants answer to the saga, and to the owner of an allotment.
@NullMarked
package com.winemall.contracts.reply;

import org.jspecify.annotations.NullMarked;
