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
		key = appendLocal(key, &st.Locals[i])
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
	e.bytes = key
	return maphash.Bytes(e.seed, key)
}

func appendLocal(key []byte, l *step.Local) []byte {
	up := byte(0)
	if l.Up {
		up = 1
	}
	key = appendText(append(key, up), l.State)
	key = binary.AppendUvarint(key, uint64(len(l.Timers)))
	for _, timer := range l.Timers {
		key = appendText(key, timer)
	}
	key = binary.AppendUvarint(key, uint64(len(l.Disk)))
	for _, entry := range l.Disk {
		key = appendText(key, entry.Key)
		key = binary.LittleEndian.AppendUint32(key, uint32(entry.Value))
	}
	return key
}

func appendText(key []byte, text string) []byte {
	return append(binary.AppendUvarint(key, uint64(len(text))), text...)
}
