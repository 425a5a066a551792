"""What keeps an insider honest: files opened in an emergency, reads shown to its officer, unusual reading."""
