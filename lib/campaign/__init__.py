"""What is true of a campaign: pure, without clock, file, network, language or database."""
