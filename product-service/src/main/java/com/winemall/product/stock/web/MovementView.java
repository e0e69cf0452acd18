package com.winemall.product.stock.web;

import com.winemall.product.stock.Movement;
import java.time.Instant;

/// One line of the ledger.
record MovementView(long id, Movement.Kind kind, int quantity, String reference, Instant at) {}
