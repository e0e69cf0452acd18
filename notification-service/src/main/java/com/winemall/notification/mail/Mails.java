package com.winemall.notification.mail;

import com.winemall.contracts.CustomerId;
import java.util.List;
import java.util.Set;

/// Where mails are kept until they are sent, and after. Times are the database's, which all senders
/// share.
public interface Mails {

    /// Writes mails down: once for each kind, cause and addressee, however often it is asked.
    ///
    /// @return those that were not there before
    Set<MailId> write(List<Mail> mails);

    /// Remembers that nobody has to be reminded of these causes any more, and withdraws the mails
    /// that have their time and were not handed over. Those that are written later are withdrawn
    /// when their turn comes: the settling and the mail may come in any order, or at once.
    ///
    /// @return how many mails
    int settle(Set<String> causes);

    /// Forgets settled causes whose mails are worthless by now, some of them at a time.
    ///
    /// @return how many
    int forgetSettled();

    /// Withdraws a customer's mails of one kind that were not handed over.
    ///
    /// @param causePrefix what their causes begin with
    /// @return how many
    int withdraw(CustomerId customer, MailKind kind, String causePrefix);

    /// Takes mails that are due, as many as pace and caller allow, and says when each may go out.
    /// Mails whose sender's lease is over are due again if they were not handed over, and IN_DOUBT
    /// if they were. Nobody else gets the mails before this lease is over, and the pace counts
    /// them, once this is committed.
    ///
    /// @param max what the caller can take
    ClaimedMails claim(ClaimId claim, int max);

    /// Writes down that mails are being handed over; to be committed before they are. From then on
    /// nobody but their sender, or an operator, makes them due again.
    ///
    /// @return of the mails given, whose claim still stood, and which are not worthless by now
    Set<MailId> handOver(List<HandOver> handOvers);

    /// Writes down how it went. A mail that is IN_DOUBT because its sender seemed to have vanished
    /// is settled by that sender's mark.
    ///
    /// @return of the marks given, whose claim still stood
    Set<MailId> mark(List<Mark> marks);

    /// Makes mails that waited for these customers' addresses due.
    ///
    /// @return how many
    int release(Set<CustomerId> customers);

    /// Makes mails due that wait for an address although it is known: two transactions that did not
    /// see each other wrote the mail and the address.
    ///
    /// @return how many
    int releaseOverlooked();

    /// Gives up the mails of people who have left.
    ///
    /// @return how many
    int drop(Set<CustomerId> customers);

    /// Writes down what became of a mail after SES had taken it.
    void note(MailId id, String said);

    /// Makes a mail that is sent, failed, in doubt or suppressed due again, and records who wanted
    /// it.
    ///
    /// @return whether it was one of these, is not worthless by now, and has somebody to go to
    boolean resend(MailId id, String requestedBy);
}
