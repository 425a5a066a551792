"""Pages of who leads a file: the tab, what is copied for SIMFONI, and what is written down."""
