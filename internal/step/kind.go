package step

// Kind is what sort of step it is, in the canonical order in which enabled steps are numbered.
type Kind uint8

const (
	Deliver Kind = iota
	Redeliver
	Lose
	Timeout
	Crash
	Recover
	Move
	kinds
	// Start is no step: it is the input that makes an initial state.
	Start
)

var kindNames = [...]string{"deliver", "redeliver", "lose", "timeout", "crash", "recover", "move", "", "start"}

func (k Kind) String() string { return kindNames[k] }

// Failure says whether a step of this kind is something that goes wrong: such a step does not keep a state from being quiescent.
func (k Kind) Failure() bool { return k == Redeliver || k == Lose || k == Crash }

// Mode is which deliveries count as steps.
type Mode uint8

const (
	// Reduced leaves out a delivery on an unordered link that changes nothing: the message stays, as one that is never delivered.
	// That is exact for safety properties that do not read the network.
	Reduced Mode = iota
	// Full consumes such a message.
	Full
	// Listed is Full with the timeouts that change nothing, and with the steps whose handler failed: what a trace's numbers index.
	Listed
)
