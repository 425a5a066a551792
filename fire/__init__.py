"""The spine under fire: load, flood, kills and fuzz, as long as an hour or as short as a test. `make fire`."""
