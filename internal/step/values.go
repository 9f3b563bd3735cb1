package step

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"reflect"
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/canon"
)

// Value names an interned message, operation or result. The numbers are handed out as values come, so they order nothing and
// never leave the process; Compare orders by content.
type Value int32

// Envelope names an interned message together with its sender.
type Envelope int32

// values interns canonical bytes. Reading is free of locks: the tables only grow, and a reader that holds a number was given it
// after the entry was published.
type values struct {
	space *canon.Space

	mu        sync.Mutex
	byBytes   map[string]Value
	bySender  map[sent]Envelope
	entries   atomic.Pointer[[]valueEntry]
	envelopes atomic.Pointer[[]sent]
}

type valueEntry struct {
	bytes string
	sum   uint64 // of the content, the same in every run
	kind  reflect.Type
}

type sent struct {
	from  int32
	value Value
}

func newValues(space *canon.Space) *values {
	v := &values{space: space, byBytes: map[string]Value{}, bySender: map[sent]Envelope{}}
	v.entries.Store(&[]valueEntry{})
	v.envelopes.Store(&[]sent{})
	return v
}

// intern takes a copy of x.
func (v *values) intern(x any) (Value, error) {
	bytes, err := v.space.AppendAny(nil, x)
	if err != nil {
		return 0, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if known, ok := v.byBytes[string(bytes)]; ok {
		return known, nil
	}
	number := Value(len(*v.entries.Load()))
	entry := valueEntry{bytes: string(bytes), sum: Sum(string(bytes)), kind: reflect.TypeOf(x)}
	v.byBytes[entry.bytes] = number
	publish(&v.entries, entry)
	return number, nil
}

func (v *values) envelope(from int, value Value) Envelope {
	key := sent{int32(from), value}
	v.mu.Lock()
	defer v.mu.Unlock()
	if known, ok := v.bySender[key]; ok {
		return known
	}
	number := Envelope(len(*v.envelopes.Load()))
	v.bySender[key] = number
	publish(&v.envelopes, key)
	return number
}

// publish appends to a slice that others read without a lock. The write to the spare place happens before the store of the longer
// slice, and no reader looks past the length that it loaded.
func publish[T any](at *atomic.Pointer[[]T], entry T) {
	longer := append(*at.Load(), entry)
	at.Store(&longer)
}

func (v *values) entry(x Value) *valueEntry { return &(*v.entries.Load())[x] }

func (v *values) opened(e Envelope) sent { return (*v.envelopes.Load())[e] }

// fresh is a new copy of the value, sharing nothing with any other.
func (v *values) fresh(x Value) any {
	return v.read([]byte(v.entry(x).bytes))
}

// read is a new copy of the value that has these canonical bytes.
func (v *values) read(bytes []byte) any {
	value, _, err := v.space.ReadAny(bytes)
	if err != nil {
		panic("step: an interned value does not decode: " + err.Error())
	}
	return value
}

// compare is the canonical order of envelopes: by sender, then by the message's canonical bytes.
func (v *values) compare(a, b Envelope) int {
	if a == b {
		return 0
	}
	x, y := v.opened(a), v.opened(b)
	if c := cmp.Compare(x.from, y.from); c != 0 {
		return c
	}
	return cmp.Compare(v.entry(x.value).bytes, v.entry(y.value).bytes)
}

// Sum is a 64-bit digest of content, the same in every run and on every machine.
func Sum(content string) uint64 {
	digest := sha256.Sum256([]byte(content))
	return binary.LittleEndian.Uint64(digest[:8])
}
