"""CBP's Cargo Systems Messaging Service, which GovDelivery publishes: every form it comes in."""
