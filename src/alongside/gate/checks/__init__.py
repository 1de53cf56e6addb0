"""One small check in each file. A check reads and answers with findings; it decides nothing."""
