/// State and message never part when the work did not come from Kafka: the message is a row of the
/// same transaction, sent at once after the commit, and swept up if a crash came in between.
@NullMarked
package com.winemall.starter.outbox;

import org.jspecify.annotations.NullMarked;
