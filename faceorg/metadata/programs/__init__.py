"""What single programs keep in a way of their own: digiKam's database and its words, Picasa's files."""
