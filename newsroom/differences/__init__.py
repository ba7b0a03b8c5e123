"""What two states of a release say differently: words, fields, blocks, pictures and facts."""
