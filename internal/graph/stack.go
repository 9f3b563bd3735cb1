package graph

import "sync/atomic"

// A stack has rows in pages, each row with its state's number and depth behind the fingerprint.
type stack struct {
	stride int
	rows   int
	pages  [][]uint32 // all full but the last that is in use; those after it are spare
}

const (
	markWords  = 3 // the number of the state in two, and its depth
	sparePages = 4
)

func newStack(width int) *stack {
	return &stack{stride: width + printWords + markWords}
}

func (s *stack) row(i int) []uint32 {
	at := i % pageRows * s.stride
	return s.pages[i/pageRows][at : at+s.stride]
}

// push makes room for a row, which the caller writes.
func (s *stack) push() []uint32 {
	if s.rows == len(s.pages)*pageRows {
		s.pages = append(s.pages, make([]uint32, pageRows*s.stride))
	}
	s.rows++
	return s.row(s.rows - 1)
}

// pop takes the last row off and copies it to row.
func (s *stack) pop(row []uint32) {
	s.rows--
	copy(row, s.row(s.rows))
	if used := s.rows/pageRows + 1; len(s.pages) > used+sparePages {
		s.pages[len(s.pages)-1] = nil
		s.pages = s.pages[:len(s.pages)-1]
	}
}

// halve moves the older half to other, which is empty: by whole pages if there are several.
func (s *stack) halve(other *stack) {
	if full := s.rows / pageRows; full > 1 {
		half := full / 2
		other.pages, other.rows = append([][]uint32(nil), s.pages[:half]...), half*pageRows
		s.pages = append([][]uint32(nil), s.pages[half:]...)
		s.rows -= half * pageRows
		return
	}
	half := s.rows / 2
	for i := range half {
		copy(other.push(), s.row(i))
	}
	for i := half; i < s.rows; i++ {
		copy(s.row(i-half), s.row(i))
	}
	s.rows -= half
}

func (s *stack) bytes() uint64 { return uint64(len(s.pages)*pageRows*s.stride) * 4 }

// mark reads the number and the depth of a row's state.
func mark(row []uint32, width int) (state uint64, depth uint32) {
	m := row[width+printWords:]
	return uint64(m[0]) | uint64(m[1])<<32, m[2]
}

func setMark(row []uint32, width int, state uint64, depth uint32) {
	m := row[width+printWords:]
	m[0], m[1], m[2] = uint32(state), uint32(state>>32), depth
}

// A log is the way back of the states that one hand found, eight bytes each. The hand alone adds to it. Others may read
// what was added before the hand last finished a task or, through hand.busy, before the call that it is busy with: the
// ancestors of the state at hand are such.
type log struct {
	pages atomic.Pointer[[]*logPage]
	size  uint64
}

const logPageStates = 4096

type logPage [logPageStates]uint64 // the parent, and in the low stepBits the number of the step

func newLog() *log {
	l := &log{}
	l.pages.Store(new([]*logPage))
	return l
}

func (l *log) add(parent uint64, step uint32) {
	pages := *l.pages.Load()
	if l.size == uint64(len(pages))*logPageStates {
		pages = append(pages, new(logPage))
		l.pages.Store(&pages)
	}
	pages[l.size/logPageStates][l.size%logPageStates] = parent<<stepBits | uint64(step)
	l.size++
}

func (l *log) bytes() uint64 { return uint64(len(*l.pages.Load())) * logPageStates * 8 }

// logs are those of all hands: state s is entry s/len(logs) of hand s%len(logs).
type logs []*log

func (l logs) origin(state uint64) (uint64, uint32) {
	hands := uint64(len(l))
	at := state / hands
	word := (*l[state%hands].pages.Load())[at/logPageStates][at%logPageStates]
	parent, step := word>>stepBits, uint32(word&(stepsMax-1))
	if parent == orphan {
		parent = None
	}
	return parent, step
}
