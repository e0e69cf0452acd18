package com.winemall.contracts.product;

import com.winemall.contracts.CommandId;
import com.winemall.contracts.Message;

/// Something product-service is asked to do, and will answer.
public sealed interface ProductCommand extends Message permits StockCommand, AllotmentCommand {

    CommandId commandId();
}
