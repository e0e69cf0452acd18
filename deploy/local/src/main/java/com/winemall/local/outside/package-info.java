/// The world outside the mall, played for it: Amazon SES with everybody's mailbox, the factory, and
/// the payment provider. Each can be told to be slow, to fail and to be down.
@NullMarked
package com.winemall.local.outside;

import org.jspecify.annotations.NullMarked;
