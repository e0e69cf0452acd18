-- When the sender that has the mail began to hand it to SES. From then on SES may have taken it,
-- whatever becomes of the sender: without a word from it the mail is IN_DOUBT, and not sent again
-- unless an operator wants it.
alter table mail
    add column handed_at timestamptz,
    drop constraint mail_status_known,
    add constraint mail_status_known check (
        status in ('WAITING_FOR_ADDRESS', 'PENDING', 'SENDING', 'SENT', 'FAILED', 'IN_DOUBT',
                   'RECIPIENT_LEFT')),
    drop constraint mail_under_way_is_claimed,
    -- A sender that only seemed to have vanished may still settle the doubt: its claim stays.
    add constraint mail_under_way_is_claimed check (
        case status
            when 'SENDING' then claim is not null
            when 'IN_DOUBT' then true
            else claim is null
        end),
    add constraint mail_in_doubt_was_handed_over check (
        status <> 'IN_DOUBT' or handed_at is not null);

-- Senders of the version before did not say when they handed a mail over.
update mail set handed_at = clock_timestamp() where status = 'SENDING';

drop index mail_at_rest;
create index mail_at_rest on mail (status, id)
    where status in ('WAITING_FOR_ADDRESS', 'FAILED', 'IN_DOUBT', 'RECIPIENT_LEFT');
