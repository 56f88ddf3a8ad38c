"""The grammar of the generated programs; program.make_program(seed, index) gives one's text."""
