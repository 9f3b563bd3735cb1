package workqueue

import (
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay"
)

// Writer has records for the log, in order.
type Writer struct {
	Log    assay.ID
	Bodies []string
}

// Start writes all.
func (w Writer) Start(self assay.ID) (int, assay.Effects) {
	var effects assay.Effects
	for n, body := range w.Bodies {
		effects = append(effects, assay.Send(w.Log, Append{n, body}))
	}
	return 0, effects
}

// Receive counts what was appended.
func (w Writer) Receive(self assay.ID, n int, from assay.ID, msg Msg) (int, assay.Effects) {
	if _, ok := msg.(Appended); ok {
		return n + 1, nil
	}
	return n, nil
}

// Log keeps records in order, and gives out the first one until it is committed.
type Log struct{}

// LogState is what was not committed: a committed record is dropped.
type LogState struct {
	Offset  int // of the first record, and how many were committed
	Records []string
	Waiting []assay.ID // consumers that asked when there was none
}

// Start is an empty log.
func (Log) Start(self assay.ID) (LogState, assay.Effects) { return LogState{}, nil }

// Receive is a record, a question for one, or a commit. A commit of anything but the first record is late, and changes nothing.
func (Log) Receive(self assay.ID, s LogState, from assay.ID, msg Msg) (LogState, assay.Effects) {
	switch m := msg.(type) {
	case Append:
		s.Records = append(slices.Clone(s.Records), m.Body)
		effects := assay.Effects{assay.Send(from, Appended{m.N})}
		if len(s.Waiting) > 0 {
			effects, s.Waiting = append(effects, assay.Broadcast(s.Waiting, s.head())), nil
		}
		return s, effects
	case Commit:
		if m.Offset != s.Offset || len(s.Records) == 0 {
			return s, nil
		}
		s.Offset, s.Records = s.Offset+1, s.Records[1:]
		return s.give(from)
	case Poll:
		return s.give(from)
	case Job, Do, Ack, Appended, Record, Put, Kept: // of others
	}
	return s, nil
}

// head is the first record.
func (s LogState) head() Record { return Record{s.Offset, s.Records[0]} }

// give gives out the first record, now or when there is one.
func (s LogState) give(to assay.ID) (LogState, assay.Effects) {
	if len(s.Records) > 0 {
		return s, assay.Effects{assay.Send(to, s.head())}
	}
	if !slices.Contains(s.Waiting, to) {
		s.Waiting = append(slices.Clone(s.Waiting), to)
	}
	return s, nil
}

// Consumer has each record of a log kept, and commits it then. What it cannot decode goes to Dead, if there is one; else it asks again in
// a second, and again.
type Consumer struct{ Log, Sink, Dead assay.ID }

// Failures is how often a consumer could not decode a record.
type Failures int

const again = "again"

// Start asks for a record. It is how a consumer that crashed comes back too.
func (c Consumer) Start(self assay.ID) (Failures, assay.Effects) { return 0, c.poll() }

// Receive is a record, or that one was kept.
func (c Consumer) Receive(self assay.ID, n Failures, from assay.ID, msg Msg) (Failures, assay.Effects) {
	switch m := msg.(type) {
	case Record:
		switch {
		case readable(m.Body):
			return n, assay.Effects{assay.Send(c.Sink, Put(m))}
		case c.Dead != "":
			return n + 1, assay.Effects{assay.Send(c.Dead, Put(m))}
		}
		return n + 1, nil
	case Kept:
		return n, assay.Effects{assay.Send(c.Log, Commit(m))}
	case Job, Do, Ack, Append, Appended, Poll, Put, Commit: // of others
	}
	return n, nil
}

// Timeout asks once more: what it asked for before may have been lost with an earlier life.
func (c Consumer) Timeout(self assay.ID, n Failures, timer string) (Failures, assay.Effects) {
	return n, c.poll()
}

func (c Consumer) poll() assay.Effects {
	return assay.Effects{assay.Send(c.Log, Poll{}), assay.SetTimer(again, time.Second)}
}

// readable says whether a record can be decoded.
func readable(body string) bool { return strings.HasPrefix(body, "job ") }

// Sink keeps records, each once.
type Sink struct{}

// Sunk is the state of a Sink. Records come in order, so one below Next came before.
type Sunk struct{ Next, Count int }

// Start has kept none.
func (Sink) Start(self assay.ID) (Sunk, assay.Effects) { return Sunk{}, nil }

// Receive keeps a record.
func (Sink) Receive(self assay.ID, s Sunk, from assay.ID, msg Msg) (Sunk, assay.Effects) {
	put, ok := msg.(Put)
	if !ok {
		return s, nil
	}
	if put.Offset >= s.Next {
		s = Sunk{Next: put.Offset + 1, Count: s.Count + 1}
	}
	return s, assay.Effects{assay.Send(from, Kept{put.Offset})}
}
