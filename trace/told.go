package trace

// Told is what is told of the state that a step led to: as far as it is another than the one before it. The first of a Trace's is the
// start, and whole.
type Told struct {
	Parts   []Part    `json:"parts,omitempty"`
	Sent    []Message `json:"sent,omitempty"` // messages that are in flight since this step
	Gone    []int     `json:"gone,omitempty"` // those that no longer are, by their place among all that were sent
	Says    []Saying  `json:"says,omitempty"`
	Nowhere bool      `json:"nowhere,omitempty"` // the handler failed: there is no state after the step
	// LeftOut says that the parts are not told, since the behaviour is long. The next that are told are whole.
	LeftOut bool `json:"leftOut,omitempty"`
}

// Part is one part of a state, as text.
type Part struct {
	Lane string `json:"lane,omitempty"` // whose; "" for the whole
	Name string `json:"name,omitempty"` // "" for the local state, else "disk", "timers", "cut", "crashes left"
	Text string `json:"text"`
	Gone bool   `json:"gone,omitempty"` // there is no such part any more
}

// Message is a message in flight.
type Message struct {
	From string `json:"from"`
	To   string `json:"to"`
	What string `json:"what"`
}

// Saying is what one property says of one state.
type Saying struct {
	Property string `json:"property"`
	Truth    string `json:"truth"` // "true", "false", "reached", "not reached", or "open" where nothing can be said of one state alone
	Why      string `json:"why,omitempty"`
	Hint     string `json:"hint,omitempty"`
}
