package com.winemall.order.live;

/// Why a page is no longer told anything.
public enum Ending {
    /// It went away.
    LEFT,
    /// Its access token is no longer good.
    EXPIRED,
    /// It does not read what it is sent.
    SLOW,
    /// It does not answer: there is nobody any more.
    SILENT,
    /// It says more than a page has any reason to.
    FLOODING,
    /// There are too many others, which was not so a moment ago.
    CROWDED,
    /// This instance stops; another one goes on.
    MOVING
}
