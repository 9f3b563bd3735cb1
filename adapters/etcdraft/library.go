package etcdraft

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/assay-dev/assay"
)

// Library is a release of etcd's raft. N is its RawNode with the storage that belongs to it. Every method but New changes the node.
type Library[N any] interface {
	// New makes the node called id on a storage that holds what is in stored.
	New(id uint64, stored Stored) *N
	// Options say what of an N is no state.
	Options() []assay.MutableOption

	Campaign(node *N) error
	Beat(node *N) error
	Step(node *N, from uint64, m Message) error
	Propose(node *N, data string) error
	ProposeRemoval(node *N, member uint64) error
	ReadIndex(node *N, context string)
	Transfer(node *N, to uint64)

	// Drain does all that the node has ready: it writes to the storage, and calls act with what is to be done outside of it.
	Drain(node *N, act func(Ready))
	Status(node *N) Status
}

// Stored is what is durable of a member.
type Stored struct {
	Voters []uint64 // of the snapshot at index 1, with which every log begins
	Hard   HardState
	Log    []Entry // after that snapshot
}

// HardState is what a member must not forget.
type HardState struct{ Term, Vote, Commit uint64 }

// Ready is what is to be done before the library goes on.
type Ready struct {
	Hard      *HardState // nil where it is as it was
	Entries   []Entry
	Messages  []Sent
	Committed []Entry
	Reads     []ReadState
}

// Sent is a message and to whom it goes.
type Sent struct {
	To      uint64
	Message Message
}

// ReadState says that a read under a context may be answered once Index is applied.
type ReadState struct {
	Context string
	Index   uint64
}

// Status is what there is to see of a member.
type Status struct {
	Role       string // Follower, Candidate, Leader
	Term, Vote uint64
	Commit     uint64
	Log        []Entry
}

// First is the index of the snapshot with which every log begins.
const First = 1

// Number is the number by which raft knows a member: that of its name, 1 for n1.
func Number(id assay.ID) uint64 {
	n, err := strconv.ParseUint(strings.TrimLeft(string(id), "abcdefghijklmnopqrstuvwxyz"), 10, 64)
	if err != nil || n == 0 {
		panic(fmt.Sprintf("etcdraft: a member called %q, expected a name with a number, such as n1", id))
	}
	return n
}

// name is the name of a member.
func name(number uint64) assay.ID { return assay.ID(fmt.Sprint("n", number)) }

// numbers are those of members.
func numbers(ids []assay.ID) []uint64 {
	var all []uint64
	for _, id := range ids {
		all = append(all, Number(id))
	}
	return all
}
