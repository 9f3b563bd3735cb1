package side

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
)

// The limits of a box. What is longer is cut, and the call says so.
const (
	nameLenMax  = 512
	inputLenMax = 4096
)

// A box is a header and three texts at fixed places. All numbers are little endian:
//
//	0  uint32  1 while a call is made, 0 otherwise
//	4  uint16  flags
//	6  uint16  length of the system's name
//	8  uint16  length of the handler's name
//	10 uint16  length of the input
//	12 uint32  worker
const (
	headerLen = 16
	systemAt  = headerLen
	handlerAt = systemAt + nameLenMax
	inputAt   = handlerAt + nameLenMax
	boxLen    = inputAt + inputLenMax

	flagRaw = 1 // the input is bytes, not text
	flagCut = 2 // something did not fit
)

// Box is a worker's black box: which call of a user's function it is making. It is a mapped file, so that what was set survives
// the death of the process, by whatever cause. One goroutine uses it at a time. All its methods are safe on nil, and do nothing.
type Box struct {
	mem  []byte
	sync func() // makes mem survive, where memory is not mapped
	done func()
}

// Call is what a Box held.
type Call struct {
	PID     int
	Worker  int
	System  string
	Handler string
	Input   string
	Raw     bool // Input is bytes that its writer encoded
	Cut     bool // a text was longer than a Box takes
}

// Box makes the black box of one worker. Each call makes another one, also for the same worker: two tests may run at once. It is
// nil where it cannot be made.
func (c *Channel) Box(worker int) *Box {
	if c == nil {
		return nil
	}
	name := fmt.Sprintf("%s.%d%s", c.pid, c.boxes.Add(1), boxSuffix)
	box := mapBox(filepath.Join(c.dir, name))
	if box != nil {
		binary.LittleEndian.PutUint32(box.mem[12:], uint32(worker))
	}
	return box
}

// Set says that handler of system is about to be called with input. It copies at most 5 KB.
func (b *Box) Set(system, handler, input string) {
	if b == nil {
		return
	}
	b.store(0)
	length, cut := put(b.mem[inputAt:boxLen], input)
	b.fill(system, handler, length, cut, 0)
}

// SetBytes is Set for an input whose text would cost too much: its canonical bytes.
func (b *Box) SetBytes(system, handler string, input []byte) {
	if b == nil {
		return
	}
	b.store(0)
	length, cut := put(b.mem[inputAt:boxLen], input)
	b.fill(system, handler, length, cut, flagRaw)
}

// Clear says that the call returned.
func (b *Box) Clear() {
	if b == nil {
		return
	}
	b.store(0)
	b.sync()
}

// Close ends the box. It is cleared, and must not be used again.
func (b *Box) Close() {
	if b == nil || b.mem == nil {
		return
	}
	b.Clear()
	b.done()
	b.mem = nil
}

func (b *Box) fill(system, handler string, inputLen int, cut bool, flags uint16) {
	systemLen, systemCut := put(b.mem[systemAt:handlerAt], system)
	handlerLen, handlerCut := put(b.mem[handlerAt:inputAt], handler)
	if cut || systemCut || handlerCut {
		flags |= flagCut
	}
	binary.LittleEndian.PutUint16(b.mem[4:], flags)
	binary.LittleEndian.PutUint16(b.mem[6:], uint16(systemLen))
	binary.LittleEndian.PutUint16(b.mem[8:], uint16(handlerLen))
	binary.LittleEndian.PutUint16(b.mem[10:], uint16(inputLen))
	b.store(1) // last: a process that dies while it fills the box is not in the call yet
	b.sync()
}

func put[T string | []byte](to []byte, from T) (length int, cut bool) {
	return copy(to, from), len(from) > len(to)
}

// readBox is the call that a box holds. ok is false for a clear box, and for what is no box.
func readBox(name string, mem []byte) (call Call, ok bool) {
	if len(mem) < boxLen || binary.LittleEndian.Uint32(mem) != 1 {
		return Call{}, false
	}
	pid, err := strconv.Atoi(strings.SplitN(name, ".", 2)[0])
	if err != nil {
		return Call{}, false
	}
	text := func(at, lengthAt, limit int) string {
		length := min(int(binary.LittleEndian.Uint16(mem[lengthAt:])), limit)
		return string(mem[at : at+length])
	}
	flags := binary.LittleEndian.Uint16(mem[4:])
	return Call{
		PID:     pid,
		Worker:  int(binary.LittleEndian.Uint32(mem[12:])),
		System:  text(systemAt, 6, nameLenMax),
		Handler: text(handlerAt, 8, nameLenMax),
		Input:   text(inputAt, 10, inputLenMax),
		Raw:     flags&flagRaw != 0,
		Cut:     flags&flagCut != 0,
	}, true
}
