"""Who speaks: a chain of voices behind one small port, in a process of their own."""
