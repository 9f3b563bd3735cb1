package sim

// letter is a message on its way, in a mailbox, or being served.
type letter struct {
	msg      any
	from, to int32
	cause    cause
	deadline int64 // after which its sender no longer waits for it; 0 is never
	came     int64 // when it reached the mailbox
	service  int64 // how long it takes to serve
	size     int32
	blocks   int32  // the actor whose lane it holds until there is room, or -1
	blocked  uint32 // and in which of its lives
	life     uint32
	lost     bool   // it never gets there
	gone     bool   // its connection ended
	probe    func() // it is no message but a platform's question, which is answered when it was served
}

// cause is which try of which request something is done for. It travels with messages as a trace's context does.
type cause struct {
	load  int32 // -1 is none
	slot  int32
	birth uint32
	try   uint16
}

var noCause = cause{load: -1}

// letters are all letters of a run, by number; those that are gone are used again.
type letters struct {
	all      []letter
	free     []int32
	vanished uint64
}

func (l *letters) write() int32 {
	if n := len(l.free); n > 0 {
		i := l.free[n-1]
		l.free = l.free[:n-1]
		return i
	}
	l.all = append(l.all, letter{})
	return int32(len(l.all) - 1)
}

func (l *letters) burn(i int32) {
	l.all[i] = letter{}
	l.free = append(l.free, i)
}

// vanish is a letter that is dropped. To the System it is a message that is never delivered, and not one that is gone: nothing is at rest
// after it.
func (l *letters) vanish(i int32) {
	if l.all[i].msg != nil && !l.all[i].gone {
		l.vanished++
	}
	l.burn(i)
}
