package com.winemall.starter.messaging;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Tells the failure of a record from the failure of the world around it. Trying another record
/// would fail the same way, so nobody is sent to the dead letters for it.
public final class Outage {

    private Outage() {}

    public static boolean isBehind(Throwable failure) {
        return switch (failure) {
            case MessagesNotSent notSent -> !notSent.isTheMessagesFault();
            case DataAccessResourceFailureException _ -> true;
            case TransientDataAccessResourceException _ -> true;
            case RecoverableDataAccessException _ -> true;
            case QueryTimeoutException _ -> true;
            case CannotCreateTransactionException _ -> true;
            case TransactionSystemException _ -> true;
            default -> false;
        };
    }
}
