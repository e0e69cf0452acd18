package com.winemall.product.stock.web;

import com.winemall.contracts.ProductId;

/// A product's stock as its manager sees it.
///
/// @param held by holds that have not run out, allotments of sale events included
/// @param allotted what open sale events have left to sell
/// @param movementsTotal what on_hand has to be, by the ledger
/// @param drift how far the counters are from ledger and holds; anything but 0 is a defect
record StockView(
        ProductId productId,
        int onHand,
        int held,
        int allotted,
        int available,
        int waiting,
        long movementsTotal,
        long drift) {}
