/// What becomes of mails after SES took them: some come back, and some readers complain. To such
/// addresses nothing more is sent.
@NullMarked
package com.winemall.notification.bounce;

import org.jspecify.annotations.NullMarked;
