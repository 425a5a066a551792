"""What an office does when pictures or recordings of a child reach it: nothing is opened, the police are called."""
