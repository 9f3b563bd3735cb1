package replicate

import "github.com/assay-dev/assay"

// Msg is every message of this system.
type Msg interface{ replicateMsg() }

// The messages. A leader has a term, which is its fence: the greater one is the later.
type (
	Append struct{ Value int } // a client appends to the log
	Copy   struct {            // the leader sends its log to a follower
		Term int
		Log  []int
	}
	Copied struct{ Length int } // the follower has so much of it
	Done   struct{ Length int } // the client is told that so much is safe

	Follow struct{ Term int } // a new leader asks for what a server has
	Mine   struct {           // the server answers, and follows no earlier leader any more
		Term int
		Log  []int
	}
)

func (Append) replicateMsg() {}
func (Copy) replicateMsg()   {}
func (Copied) replicateMsg() {}
func (Done) replicateMsg()   {}
func (Follow) replicateMsg() {}
func (Mine) replicateMsg()   {}

// Client appends two values. Its state is how much of the log it was told is safe.
type Client struct{ Leader assay.ID }

// Start appends the first value.
func (c Client) Start(self assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send(c.Leader, Append{1})}
}

// Receive appends the second one.
func (c Client) Receive(self assay.ID, safe int, from assay.ID, msg Msg) (int, assay.Effects) {
	done, ok := msg.(Done)
	if !ok || done.Length <= safe {
		return safe, nil
	}
	if done.Length == 1 {
		return 1, assay.Effects{assay.Send(c.Leader, Append{2})}
	}
	return done.Length, nil
}
