"""Pages of accounts: one's own, users and roles, sign-in, settings, who is on duty."""
