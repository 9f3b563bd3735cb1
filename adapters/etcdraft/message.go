package etcdraft

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assay-dev/assay"
)

// Msg is what a member is sent: a Message of raft, or an order of a client.
type Msg interface{ raftMsg() }

// Message is a message of raft between members. Who sent it and to whom stands on its envelope.
type Message struct {
	Type    string // as the library calls it: MsgApp
	Term    uint64
	LogTerm uint64
	Index   uint64
	Commit  uint64
	Entries []Entry
	Reject  bool
	Hint    uint64
	Context string
}

// Entry is an entry of a log.
type Entry struct {
	Term, Index uint64
	Change      bool // of the configuration
	Data        string
}

// The orders that clients give. A member that does not lead takes none but Transfer, and the order waits.
type (
	// Write asks for a value to be written to the register that the members replicate.
	Write struct {
		ID    assay.RequestID
		Value string
	}
	// Read asks for the register's value, by ReadIndex.
	Read struct{ ID assay.RequestID }
	// Probe asks for a read under a context, and wants no answer: what the library says is kept in Node.Answers.
	Probe struct{ Context string }
	// Transfer asks the leader to hand over.
	Transfer struct{ To assay.ID }
	// Remove asks for a member to leave the configuration.
	Remove struct{ Member assay.ID }
)

// Reply is the answer to a Write or a Read.
type Reply struct {
	ID    assay.RequestID
	Value string
}

// Committed tells the watcher how far a leader has committed.
type Committed struct{ Index uint64 }

// Talk is what goes between a client and a member.
type Talk interface{ talk() }

func (Write) talk() {}
func (Read) talk()  {}
func (Reply) talk() {}

func (Message) raftMsg()  {}
func (Write) raftMsg()    {}
func (Read) raftMsg()     {}
func (Probe) raftMsg()    {}
func (Transfer) raftMsg() {}
func (Remove) raftMsg()   {}

// String is a message in words, what is zero left out.
func (m Message) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s term %d", m.Type, m.Term)
	if m.Index != 0 || m.LogTerm != 0 {
		fmt.Fprintf(&b, " at %d", m.Index)
	}
	if m.LogTerm != 0 {
		fmt.Fprintf(&b, " of term %d", m.LogTerm)
	}
	for _, e := range m.Entries {
		fmt.Fprintf(&b, " +%v", e)
	}
	if m.Commit != 0 {
		fmt.Fprintf(&b, " commit %d", m.Commit)
	}
	if m.Reject {
		fmt.Fprintf(&b, " rejected, hint %d", m.Hint)
	}
	if m.Context != "" {
		fmt.Fprintf(&b, " context %s", plain(m.Context))
	}
	return b.String()
}

// String is "3:x", the index and what is written there.
func (e Entry) String() string {
	return fmt.Sprintf("%d:%s", e.Index, plain(e.Data))
}

// plain is text as it is, and bytes as a number or in quotes.
func plain(s string) string {
	switch {
	case strconv.Quote(s) == `"`+s+`"`:
		return s
	case len(s) == 8 && strings.TrimRight(s[1:], "\x00") == "":
		return strconv.Itoa(int(s[0])) // the little-endian count of v3.7
	}
	return strconv.Quote(s)
}
