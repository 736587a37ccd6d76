"""The texts of the command line in German, each by its English; `faceorg.cli.language.tr` looks them up."""
