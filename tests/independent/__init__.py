"""A second calculation of every figure, from the definitions alone, and campaigns to compare on."""
