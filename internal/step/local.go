package step

import (
	"encoding/binary"
	"slices"
)

// Local is what one participant is, apart from what waits for it. All of it is canonical, and none of it may be changed.
type Local struct {
	Up     bool
	State  string   // canonical bytes of the local state; of one that is down what it last had, if that is tracked
	Timers []string // those that are set, sorted; empty where nothing can observe them
	Disk   []Entry  // by key; empty where nothing can observe it
}

// Entry is one key of a disk.
type Entry struct {
	Key   string
	Value Value
}

// Key is equal for equal Locals alone, within one process.
func (l Local) Key() string {
	key := make([]byte, 0, len(l.State)+16)
	key = append(key, flag(l.Up))
	key = appendText(key, l.State)
	key = binary.AppendUvarint(key, uint64(len(l.Timers)))
	for _, timer := range l.Timers {
		key = appendText(key, timer)
	}
	for _, entry := range l.Disk {
		key = appendText(key, entry.Key)
		key = binary.AppendUvarint(key, uint64(entry.Value))
	}
	return string(key)
}

// Content is equal for equal Locals alone, in every run: what fingerprints are made of.
func (s *System) localContent(l Local) string {
	stable := l
	stable.Disk = nil
	content := []byte(stable.Key())
	for _, entry := range l.Disk {
		content = appendText(content, entry.Key)
		content = binary.LittleEndian.AppendUint64(content, s.values.entry(entry.Value).sum)
	}
	return string(content)
}

func (l Local) equal(other Local) bool {
	return l.Up == other.Up && l.State == other.State && slices.Equal(l.Timers, other.Timers) && slices.Equal(l.Disk, other.Disk)
}

func (l Local) hasTimer(name string) bool {
	_, found := slices.BinarySearch(l.Timers, name)
	return found
}

func (l *Local) setTimer(name string) {
	if at, found := slices.BinarySearch(l.Timers, name); !found {
		l.Timers = slices.Insert(slices.Clone(l.Timers), at, name)
	}
}

func (l *Local) stopTimer(name string) {
	if at, found := slices.BinarySearch(l.Timers, name); found {
		l.Timers = slices.Delete(slices.Clone(l.Timers), at, at+1)
	}
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
	return slices.BinarySearchFunc(l.Disk, key, func(e Entry, k string) int {
		switch {
		case e.Key < k:
			return -1
		case e.Key > k:
			return 1
		}
		return 0
	})
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
