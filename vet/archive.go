package vet

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// The facts about a package travel inside the archive that the compiler writes, as one more entry, so that they lie in Go's own
// cache beside what they are about and can never be of another build. The linker passes over entries with short names that are no
// objects (cmd/link, loadobjfile: "special (non-object-file) sections that build tools may have added").
const (
	factsEntry    = "assay.facts"
	archiveMagic  = "!<arch>\n"
	headerLen     = 60
	headerEnd     = "`\n"
	headerNameLen = 16
	headerSizeAt  = 48
)

// appendFacts adds facts to an archive. The go command fixes the archive's identity after the compiler has run, so it is of both.
func appendFacts(archive string, facts []byte) error {
	file, err := os.OpenFile(archive, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if size%2 == 1 {
		b.WriteByte(0)
	}
	fmt.Fprintf(&b, "%-16s%-12d%-6d%-6d%-8o%-10d%s", factsEntry, 0, 0, 0, 0o644, len(facts), headerEnd)
	b.Write(facts)
	if len(facts)%2 == 1 {
		b.WriteByte(0)
	}
	if _, err := file.Write(b.Bytes()); err != nil {
		return err
	}
	return file.Close()
}

// readFacts reads the facts of an archive. ok is false where it has none: it is of the standard library, or was compiled without
// the tool.
func readFacts(archive string) (facts []byte, ok bool, err error) {
	file, err := os.Open(archive)
	if err != nil {
		return nil, false, err
	}
	defer file.Close()
	magic := make([]byte, len(archiveMagic))
	if _, err := io.ReadFull(file, magic); err != nil || string(magic) != archiveMagic {
		return nil, false, nil
	}
	header := make([]byte, headerLen)
	for {
		if _, err := io.ReadFull(file, header); err == io.EOF {
			return nil, false, nil
		} else if err != nil {
			return nil, false, fmt.Errorf("vet: %s ends within an entry: %w", archive, err)
		}
		size, err := strconv.ParseInt(strings.TrimSpace(string(header[headerSizeAt:headerSizeAt+10])), 10, 64)
		if err != nil || string(header[headerLen-2:]) != headerEnd {
			return nil, false, fmt.Errorf("vet: %s holds %q where the header of an entry was expected", archive, header)
		}
		if strings.TrimSpace(string(header[:headerNameLen])) == factsEntry {
			facts, err := io.ReadAll(io.LimitReader(bufio.NewReader(file), size))
			return facts, true, err
		}
		if _, err := file.Seek(size+size%2, io.SeekCurrent); err != nil {
			return nil, false, err
		}
	}
}
