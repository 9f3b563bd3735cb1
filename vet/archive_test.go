package vet

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeArchive writes an archive of one entry of the given length.
func writeArchive(t *testing.T, length int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pkg.a")
	text := archiveMagic + fmt.Sprintf("%-16s%-12d%-6d%-6d%-8o%-10d%s", "__.PKGDEF", 0, 0, 0, 0o644, length, headerEnd) + strings.Repeat("x", length)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFactsInArchive reads what was appended, behind entries and of facts of even and odd length: entries begin at even offsets.
func TestFactsInArchive(t *testing.T) {
	for length := range 4 {
		for _, facts := range []string{"", "f", "fa", "facts"} {
			path := writeArchive(t, 2*length) // the compiler pads its own entries
			if _, ok, err := readFacts(path); ok || err != nil {
				t.Fatalf("an archive without facts has some: %v %v", ok, err)
			}
			if err := appendFacts(path, []byte(facts)); err != nil {
				t.Fatal(err)
			}
			got, ok, err := readFacts(path)
			if err != nil || !ok || !bytes.Equal(got, []byte(facts)) {
				t.Errorf("facts %q behind %d bytes are read as %q %v %v", facts, 2*length, got, ok, err)
			}
			if info, err := os.Stat(path); err != nil || info.Size()%2 != 0 {
				t.Errorf("the archive has %d bytes, expected an even number", info.Size())
			}
		}
	}
}

func TestNoArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pkg.a")
	for text, wantErr := range map[string]bool{"": false, "!<ar": false, "no archive at all": false, archiveMagic + "cut": true, archiveMagic + strings.Repeat("?", headerLen): true} {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := readFacts(path); ok || (err != nil) != wantErr {
			t.Errorf("%q: facts %v, error %v, expected an error: %v", text, ok, err, wantErr)
		}
	}
}
