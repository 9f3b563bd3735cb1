package naive

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/assay-dev/assay/internal/step"
)

// fingerprint is that of the canonical bytes of a state. Messages stand there by their numbers, which are equal for equal canonical
// bytes alone.
func (e *explorer) fingerprint(st step.State) uint64 {
	key := e.bytes[:0]
	for i := range st.Locals {
		key = appendText(key, st.Locals[i].Key())
		key = binary.AppendUvarint(key, uint64(len(st.Inboxes[i])))
		for _, envelope := range st.Inboxes[i] {
			key = binary.LittleEndian.AppendUint32(key, uint32(envelope))
		}
	}
	if len(st.History) > 0 {
		key = append(key, st.History.Key()...)
	}
	for _, left := range st.Left {
		key = binary.AppendUvarint(key, uint64(left))
	}
	key = append(key, st.World.Key()...)
	e.bytes = key
	return maphash.Bytes(e.seed, key)
}

func appendText(key []byte, text string) []byte {
	return append(binary.AppendUvarint(key, uint64(len(text))), text...)
}
