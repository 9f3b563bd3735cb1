package step

// Kind is what sort of step it is, in the canonical order in which enabled steps are numbered.
type Kind uint8

const (
	Deliver Kind = iota
	Redeliver
	Lose
	Timeout
	Choose
	Read // a clock answers
	Crash
	Unsync // a crash that loses writes which were not synced
	Tear   // a crash between two effects of one step
	Recover
	Cut
	Heal
	Deploy // a participant that restarted comes up
	Tick
	Flush
	Lie
	Mistake // a choice that somebody makes by mistake
	Malice  // a choice of one who means harm
	Move
	kinds
	// Start is no step: it is the input that makes an initial state.
	Start
)

var kindNames = [...]string{"deliver", "redeliver", "lose", "timeout", "choose", "read", "crash", "unsync", "tear", "recover",
	"cut", "heal", "deploy", "tick", "flush", "lie", "mistake", "malice", "move", "", "start"}

func (k Kind) String() string { return kindNames[k] }

// Failure says whether a step of this kind is something that goes wrong: such a step does not keep a state from being quiescent.
func (k Kind) Failure() bool {
	switch k {
	case Redeliver, Lose, Crash, Unsync, Tear, Cut, Lie, Mistake, Malice:
		return true
	}
	return false
}

// World says whether a step of this kind is no participant's own.
func (k Kind) World() bool { return k == Cut || k == Heal || k == Tick }

// Mode is which enabled steps are left out of a list, as a set of bits. None left out is what a trace's numbers index.
type Mode uint8

const (
	// LeaveIgnored leaves out, on unordered links, a delivery that changes nothing: the message stays, as one that is never
	// delivered.
	LeaveIgnored Mode = 1 << iota
	// LeaveLosses leaves out, on unordered links, the loss of a message: it is one that is never delivered.
	LeaveLosses
	// LeaveTimeouts leaves out a timeout that changes nothing and leaves its timer set.
	LeaveTimeouts
	// LeaveDead leaves out a step whose handler gave no answer.
	LeaveDead
	// LeaveCuts leaves out partitions where all links are unordered and unbuffered: what they hold is a message that comes late.
	LeaveCuts

	// Listed leaves out nothing.
	Listed Mode = 0
	// Reduced is exact for safety properties that read neither the network nor spent budgets.
	Reduced = LeaveIgnored | LeaveLosses | LeaveTimeouts | LeaveDead | LeaveCuts
	// Full is exact for all but properties that read spent budgets.
	Full = LeaveTimeouts | LeaveDead
	// Counted is exact for those too.
	Counted = LeaveDead
)

// Leaves says whether m leaves out what bit stands for.
func (m Mode) Leaves(bit Mode) bool { return m&bit != 0 }
