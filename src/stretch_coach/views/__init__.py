"""The contract between the wiring and the screens: what is shown and asked, as values, and who answers it.

Made by `wiring` and the runner, shown by `tui` and the commands; the tests of the screens bring fakes of both sides.
"""
