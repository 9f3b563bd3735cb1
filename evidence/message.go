package evidence

// Message is one line of the stream. Exactly one field is set. The first message of a stream is a Config.
type Message struct {
	Config   *Config   `json:"config,omitempty"`
	Progress *Progress `json:"progress,omitempty"`
	Evidence *Record   `json:"evidence,omitempty"`
	Sweep    *Sweep    `json:"sweep,omitempty"`
	Series   *Series   `json:"series,omitempty"`
	Error    *Problem  `json:"error,omitempty"`
	Summary  *Summary  `json:"summary,omitempty"`
}

// Protocol is the version of the stream that this package writes, and the only one that it reads.
const Protocol = 1

// Config opens a stream.
type Config struct {
	Protocol int    `json:"protocol"`
	Version  string `json:"version,omitempty"` // of the command or the library that writes
}

// Progress says how far an exploration is. A stream is valid, and means the same, without it.
type Progress struct {
	Package  string  `json:"package,omitempty"`
	System   string  `json:"system,omitempty"`
	States   uint64  `json:"states,omitempty"`
	Steps    uint64  `json:"steps,omitempty"`
	Depth    int     `json:"depth,omitempty"`
	Frontier uint64  `json:"frontier,omitempty"`
	Bytes    uint64  `json:"bytes,omitempty"`
	Seconds  float64 `json:"seconds,omitempty"`
	Seeds    uint64  `json:"seeds,omitempty"`   // of a simulation, that have ended
	SeedsOf  uint64  `json:"seedsOf,omitempty"` // of so many
	Tried    uint64  `json:"tried,omitempty"`   // of a law, cases
	TriedOf  uint64  `json:"triedOf,omitempty"` // of so many
	Sets     uint64  `json:"sets,omitempty"`    // of a sweep, sets of relaxations that are decided, or were explored in vain
	SetsOf   uint64  `json:"setsOf,omitempty"`  // of so many; States and the like are of the one that is explored
	Hint     string  `json:"hint,omitempty"`    // what keeps it from ending, where that is seen
}

// Problem is an input for which nothing could be shown: it makes the exit status 2.
type Problem struct {
	Package string `json:"package,omitempty"`
	System  string `json:"system,omitempty"`
	Test    string `json:"test,omitempty"`
	At      *Place `json:"at,omitempty"`
	Text    string `json:"text"`
}

// Summary closes a stream. A record is counted once: Expected are violations that were asked for and Accepted are unknowns that
// were accepted, and neither is counted under Violated or Unknown.
type Summary struct {
	Holds    int `json:"holds"`
	Violated int `json:"violated"`
	Unknown  int `json:"unknown"`
	Expected int `json:"expected"`
	Accepted int `json:"accepted"`
	Problems int `json:"problems"`
	Exit     int `json:"exit"`

	Contracts []Contract `json:"contracts,omitempty"` // those that are assumed, and who keeps them
}
