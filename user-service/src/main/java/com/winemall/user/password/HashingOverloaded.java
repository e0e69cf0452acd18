package com.winemall.user.password;

import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.Refused;

/// More passwords are to be hashed than this instance takes on.
public final class HashingOverloaded extends Refused {

    private static final long serialVersionUID = 1;

    HashingOverloaded() {
        super(CommonProblem.SERVICE_UNAVAILABLE, "Too many people are logging in at the moment");
    }
}
