@NullMarked
package com.winemall.orchestrator.saga.kafka;

import org.jspecify.annotations.NullMarked;
