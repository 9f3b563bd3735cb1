package raft

// Msg is every message of this system.
type Msg interface {
	// term is the term of the server that sent it; a client's command has none.
	term() int
}

type (
	// Command is what a client wants to have in the log. A server that does not lead leaves it.
	Command struct{ Value string }

	// RequestVote asks for a vote, and says how far the candidate's log goes.
	RequestVote struct{ Term, LastIndex, LastTerm int }
	// VoteReply grants it.
	VoteReply struct{ Term int }

	// AppendEntries tells a follower what comes after the entry at PrevIndex, and how far the log is committed. Without entries it is
	// a heartbeat.
	AppendEntries struct {
		Term, PrevIndex, PrevTerm int
		Entries                   []Entry
		Commit                    int
	}
	// AppendReply answers it. Index is how far the logs are known to agree, or where it is no success the PrevIndex that was asked for.
	AppendReply struct {
		Term    int
		Success bool
		Index   int
	}
)

func (Command) term() int         { return 0 }
func (m RequestVote) term() int   { return m.Term }
func (m VoteReply) term() int     { return m.Term }
func (m AppendEntries) term() int { return m.Term }
func (m AppendReply) term() int   { return m.Term }
