/// What may not be seen: values only their owner may know, and the secret everything this service
/// hides in its database is hidden with.
@NullMarked
package com.winemall.user.secret;

import org.jspecify.annotations.NullMarked;
