package evidence

// The exit statuses of the command.
const (
	exitHolds    = 0
	exitViolated = 1
	exitBadInput = 2
	exitUnknown  = 3
)

// ExitStatus is 2 where there were problems or there is no record at all, 1 where something is violated that was not expected to
// be, 3 where nothing is but something is unknown that was not accepted, and 0 otherwise.
func ExitStatus(records []Record, problems int) int { return Summarize(records, problems).Exit }

// Fails says whether a record is a reason for its test to fail: it is violated or unknown, and that was neither expected nor accepted.
func (r Record) Fails() bool {
	switch r.Verdict {
	case Holds:
		return false
	case Violated:
		return !r.Expected
	}
	return r.Verdict != Unknown || r.Accepted == "" // what is no verdict is never a pass
}

// Summarize counts records by what they mean for the exit status.
func Summarize(records []Record, problems int) Summary {
	s := Summary{Problems: problems, Contracts: Contracts(records)}
	for _, r := range records {
		switch {
		case r.Verdict == Holds:
			s.Holds++
		case r.Verdict == Violated && r.Expected:
			s.Expected++
		case r.Verdict == Violated:
			s.Violated++
		case r.Verdict == Unknown && r.Accepted != "":
			s.Accepted++
		default:
			s.Unknown++ // also a verdict that is none: it is never a pass
		}
	}
	switch {
	case problems > 0 || len(records) == 0:
		s.Exit = exitBadInput
	case s.Violated > 0:
		s.Exit = exitViolated
	case s.Unknown > 0:
		s.Exit = exitUnknown
	default:
		s.Exit = exitHolds
	}
	return s
}
