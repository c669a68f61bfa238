"""HTTP only: requests in, answers out, one blueprint a file."""
