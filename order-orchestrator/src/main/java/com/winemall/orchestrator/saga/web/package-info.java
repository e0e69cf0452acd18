@NullMarked
package com.winemall.orchestrator.saga.web;

import org.jspecify.annotations.NullMarked;
