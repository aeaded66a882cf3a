"""`make bench`: what the product costs, each figure beside a peer or a limit measured in the same run."""
