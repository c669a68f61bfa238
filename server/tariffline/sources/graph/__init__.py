"""Microsoft Graph: one mailbox, read and tagged."""
