/// How the door says no: RFC 9457 documents, and nothing of what went wrong inside.
@NullMarked
package com.winemall.gateway.problems;

import org.jspecify.annotations.NullMarked;
