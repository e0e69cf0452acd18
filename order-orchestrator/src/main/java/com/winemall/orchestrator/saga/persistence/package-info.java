@NullMarked
package com.winemall.orchestrator.saga.persistence;

import org.jspecify.annotations.NullMarked;
