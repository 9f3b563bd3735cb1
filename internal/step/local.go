package step

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Local is what one participant is, apart from what waits for it. All of it is canonical, and none of it may be changed.
type Local struct {
	Up      bool
	Stopped bool      // it is down by a Restart, and a deploy brings it up
	State   string    // canonical bytes of the local state; of one that is down what it last had, if that is tracked
	Timers  []string  // those that are set, sorted; empty where nothing can observe them
	Due     []int     // by timer, when its time has come on the participant's clock; empty without clocks
	Disk    []Entry   // by key; empty where nothing can observe it
	Pending [][]Entry // the disks as they were before each write since the last Sync, where a crash may leave one of them
	Choices []Choice  // by key
	Reading bool      // it has asked for the time
	Clock   int       // in milliseconds; 0 without clocks
	Held    []string  // by contract that it is held to, where the contract stands; also of one that is down
}

// Entry is one key of a disk.
type Entry struct {
	Key   string
	Value Value
}

// erased is the Value of an entry that is to be removed.
const erased Value = -1

// Choice is a choice that is pending.
type Choice struct {
	Key     string
	Options []Value // by canonical bytes, each once
}

// Key is equal for equal Locals alone, within one process.
func (l Local) Key() string {
	return string(l.encode(func(dst []byte, v Value) []byte { return binary.AppendVarint(dst, int64(v)) }))
}

// localContent is equal for equal Locals alone, in every run: what fingerprints are made of.
func (s *System) localContent(l Local) string {
	return string(l.encode(func(dst []byte, v Value) []byte {
		if v == erased {
			return binary.LittleEndian.AppendUint64(dst, 0)
		}
		return binary.LittleEndian.AppendUint64(dst, s.values.entry(v).sum)
	}))
}

func (l Local) encode(value func([]byte, Value) []byte) []byte {
	dst := make([]byte, 0, len(l.State)+24)
	dst = append(dst, flag(l.Up)|flag(l.Reading)<<1|flag(len(l.Due) > 0)<<2|flag(l.Stopped)<<3)
	dst = appendText(dst, l.State)
	dst = binary.AppendUvarint(dst, uint64(len(l.Timers)))
	for _, timer := range l.Timers {
		dst = appendText(dst, timer)
	}
	for _, due := range l.Due {
		dst = binary.AppendVarint(dst, int64(due))
	}
	dst = binary.AppendUvarint(dst, uint64(len(l.Pending)))
	for i := range len(l.Pending) + 1 {
		entries := l.Disk
		if i < len(l.Pending) {
			entries = l.Pending[i]
		}
		dst = binary.AppendUvarint(dst, uint64(len(entries)))
		for _, entry := range entries {
			dst = value(appendText(dst, entry.Key), entry.Value)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(l.Choices)))
	for _, choice := range l.Choices {
		dst = binary.AppendUvarint(appendText(dst, choice.Key), uint64(len(choice.Options)))
		for _, option := range choice.Options {
			dst = value(dst, option)
		}
	}
	for _, held := range l.Held {
		dst = appendText(dst, held)
	}
	return binary.AppendVarint(dst, int64(l.Clock))
}

func (l Local) equal(other Local) bool {
	return l.Up == other.Up && l.Stopped == other.Stopped && l.State == other.State && l.Reading == other.Reading && l.Clock == other.Clock &&
		slices.Equal(l.Timers, other.Timers) && slices.Equal(l.Due, other.Due) && slices.Equal(l.Disk, other.Disk) &&
		slices.EqualFunc(l.Pending, other.Pending, slices.Equal) && slices.Equal(l.Held, other.Held) && slices.EqualFunc(l.Choices, other.Choices, Choice.equal)
}

func (c Choice) equal(other Choice) bool {
	return c.Key == other.Key && slices.Equal(c.Options, other.Options)
}

// setTimer sets a timer, or sets it anew. due counts only under clocks.
func (l *Local) setTimer(name string, due int, clocks bool) {
	at, found := slices.BinarySearch(l.Timers, name)
	if !found {
		l.Timers = slices.Insert(slices.Clone(l.Timers), at, name)
	}
	if !clocks {
		return
	}
	l.Due = slices.Clone(l.Due)
	if !found {
		l.Due = slices.Insert(l.Due, at, due)
	}
	l.Due[at] = due
}

func (l *Local) stopTimer(name string) {
	at, found := slices.BinarySearch(l.Timers, name)
	if !found {
		return
	}
	l.Timers = slices.Delete(slices.Clone(l.Timers), at, at+1)
	if len(l.Due) > 0 {
		l.Due = slices.Delete(slices.Clone(l.Due), at, at+1)
	}
}

// due says whether the time of a timer has come.
func (l *Local) due(timer int) bool { return len(l.Due) == 0 || l.Due[timer] <= l.Clock }

// setChoice makes a choice pending, in place of one of the same key.
func (l *Local) setChoice(c Choice) {
	at, found := slices.BinarySearchFunc(l.Choices, c.Key, func(e Choice, key string) int { return strings.Compare(e.Key, key) })
	l.Choices = slices.Clone(l.Choices)
	if !found {
		l.Choices = slices.Insert(l.Choices, at, c)
	}
	l.Choices[at] = c
}

func (l *Local) dropChoice(key string) {
	l.Choices = slices.DeleteFunc(slices.Clone(l.Choices), func(c Choice) bool { return c.Key == key })
}

// put does one write on the disk. Where a crash may lose it the disk as it was is kept beside: each once, by when it was there last,
// and not the one that is there now. So a disk that goes round among a few values is a finite thing however often it was written:
// which of them a crash can leave is all that the writes since the last Sync matter for.
func (l *Local) put(e Entry, pending bool) {
	before := l.Disk
	if e.Value == erased {
		l.erase(e.Key)
	} else {
		l.write(e.Key, e.Value)
	}
	if !pending || slices.Equal(before, l.Disk) {
		return
	}
	l.Pending = append(slices.Clip(l.Pending), before)
	if at := slices.IndexFunc(l.Pending, func(disk []Entry) bool { return slices.Equal(disk, l.Disk) }); at >= 0 {
		l.Pending = slices.Delete(slices.Clone(l.Pending), at, at+1)
	}
}

// sync makes the pending writes durable.
func (l *Local) sync() { l.Pending = nil }

// fail leaves the disk as it was after so many of the writes that are pending, and forgets the others.
func (l *Local) fail(writes int) {
	if writes < len(l.Pending) {
		l.Disk = l.Pending[writes]
	}
	l.Pending = nil
}

func (l *Local) write(key string, value Value) {
	at, found := l.find(key)
	l.Disk = slices.Clone(l.Disk)
	if found {
		l.Disk[at].Value = value
		return
	}
	l.Disk = slices.Insert(l.Disk, at, Entry{key, value})
}

func (l *Local) erase(key string) {
	if at, found := l.find(key); found {
		l.Disk = slices.Delete(slices.Clone(l.Disk), at, at+1)
	}
}

func (l *Local) find(key string) (int, bool) {
	return slices.BinarySearchFunc(l.Disk, key, func(e Entry, k string) int { return strings.Compare(e.Key, k) })
}

func appendText(dst []byte, text string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}
