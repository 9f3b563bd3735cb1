// Package buffer is good: a frame is put together in a local bytes.Buffer.
package buffer

import (
	"bytes"
	"strconv"
)

// Frame is the fields, each behind its length.
//
//assay:pure
func Frame(fields [][]byte) []byte {
	var frame bytes.Buffer
	for _, field := range fields {
		frame.WriteString(strconv.Itoa(len(field)))
		frame.WriteByte(':')
		frame.Write(field)
	}
	return frame.Bytes()
}
