"""One module a command group; the only code that prints and exits."""
