"""The command line: arguments in, sentences and exit codes out; everything else is in the services."""
