// The body of nanotime is in the runtime; this file makes the compiler accept its absence.
