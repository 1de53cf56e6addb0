"""Learning the gate's models anew and measuring the gate, both from a folder of data that is no part of the project."""
