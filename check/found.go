package check

import "encoding/binary"

// found are states that are kept whole and numbered as they come, for a graph that is explored apart from the search.
type found struct {
	width        int
	rows         []uint32 // the states, one after the other
	fingerprints []uint64
	numbers      map[uint64]uint32
	whole        map[string]uint32 // in place of numbers where states are compared whole, else nil
}

func newFound(width int, exact bool) found {
	f := found{width: width, numbers: map[uint64]uint32{}}
	if exact {
		f.whole = map[string]uint32{}
	}
	return f
}

func (f *found) len() int { return len(f.fingerprints) }

func (f *found) row(state uint32) []uint32 {
	return f.rows[int(state)*f.width : (int(state)+1)*f.width : (int(state)+1)*f.width]
}

// known is the number of a state that was found before.
func (f *found) known(v []uint32, fingerprint uint64) (number uint32, ok bool) {
	if f.whole != nil {
		number, ok = f.whole[wholeKey(v)]
	} else {
		number, ok = f.numbers[fingerprint]
	}
	return number, ok
}

// add keeps a state that is not known.
func (f *found) add(v []uint32, fingerprint uint64) (number uint32) {
	number = uint32(f.len())
	if f.whole != nil {
		f.whole[wholeKey(v)] = number
	} else {
		f.numbers[fingerprint] = number
	}
	f.rows, f.fingerprints = append(f.rows, v...), append(f.fingerprints, fingerprint)
	return number
}

func wholeKey(v []uint32) string {
	key := make([]byte, 0, 4*len(v))
	for _, word := range v {
		key = binary.LittleEndian.AppendUint32(key, word)
	}
	return string(key)
}
