"""What window and command line ask of a library, by name: nobody above `library` reads the catalogue itself."""
