/// Whether the whole shop's books are right: each service is asked about what it owns, and what
/// must agree between them is compared.
@NullMarked
package com.winemall.orchestrator.audit;

import org.jspecify.annotations.NullMarked;
