/// How a service listens and answers: a whole poll in one transaction, the answers sent after its
/// commit and before its offset, a failing record set apart without stopping the others.
@NullMarked
package com.winemall.starter.messaging;

import org.jspecify.annotations.NullMarked;
