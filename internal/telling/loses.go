package telling

import (
	"fmt"

	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// loses says what a crash takes, and what it leaves.
func (p teller) loses(st step.State, s step.Step) string {
	local := st.Locals[s.Actor]
	if !local.Up {
		return "loses what it began" // in the middle of its recovery
	}
	text := "loses " + trace.FormatState(p.sys.StateValue(s.Actor, local.State))
	connections, buffers := p.messagesLost(st, s)
	if connections > 0 {
		text += fmt.Sprintf(" and %s in its connections", messages(connections))
	}
	if buffers > 0 {
		text += fmt.Sprintf(" and %s in its buffers", messages(buffers))
	}
	switch {
	case p.sys.Wiped(s.Actor):
		return text + ", and its disk is wiped"
	case s.Kept < s.Pending:
		return text // the step's own words say what is left of the disk
	case p.sys.Actors[s.Actor].Behaviour.Recover != nil:
		return text + ", keeps its disk"
	}
	return text
}

func messages(n int) string {
	if n == 1 {
		return "1 message"
	}
	return fmt.Sprint(n, " messages")
}

// messagesLost is how many messages a crash between two steps takes with it: those on FIFO links to and from who goes down, and those
// that it has not sent on.
func (p teller) messagesLost(st step.State, s step.Step) (connections, buffers int) {
	if s.Kind == step.Tear {
		return 0, 0 // what it took of its connections is not told apart from what it delivers and sends
	}
	for to, inbox := range st.Inboxes {
		for _, e := range inbox {
			from, _, isMessage := p.sys.OfKind(e, nil)
			switch unsent := p.sys.Unsent(e); {
			case !isMessage:
			case unsent && from == s.Actor:
				buffers++
			case !unsent && p.sys.FIFO(from, to) && (from == s.Actor || to == s.Actor):
				connections++
			}
		}
	}
	return connections, buffers
}
