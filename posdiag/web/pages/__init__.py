"""The pages of the console: what each one shows, from what the rooms below say."""
