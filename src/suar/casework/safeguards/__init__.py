"""What keeps an insider honest: files opened in an emergency, reads shown to whoever holds the file, unusual reading."""
