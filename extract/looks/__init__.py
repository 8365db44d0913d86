"""The last look before numbers are published: a second parser, what lies over them, their pictures."""
