package side

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// Dir is the command's end: the directory of one test binary and whatever it starts.
type Dir struct {
	path string
	read map[string]int64 // how much of each progress file was read
}

// Create makes an empty directory. It is the caller's to Remove.
func Create() (*Dir, error) {
	path, err := os.MkdirTemp("", "assay-")
	if err != nil {
		return nil, fmt.Errorf("side: no directory for what tests tell: %w", err)
	}
	return &Dir{path: path, read: map[string]int64{}}, nil
}

// Env is the environment that makes a test binary use this directory. replay is "" to explore.
func (d *Dir) Env(replay string, peers int) []string {
	return []string{
		EnvDir + "=" + d.path,
		EnvReplay + "=" + replay,
		fmt.Sprintf("%s=%d", EnvPeers, peers),
		fmt.Sprintf("%s=%d", EnvOwner, os.Getpid()),
	}
}

// RequestStop asks the test binary to stop and to say what it has found.
func (d *Dir) RequestStop() error { return os.WriteFile(filepath.Join(d.path, stopFile), nil, 0o600) }

// Remove removes the directory and all in it.
func (d *Dir) Remove() error { return os.RemoveAll(d.path) }

// ReadProgress is what was said since the last call. A line that is still being written is left for the next one.
func (d *Dir) ReadProgress() []evidence.Progress {
	var all []evidence.Progress
	for _, name := range d.names(progressSuffix) {
		data, err := os.ReadFile(filepath.Join(d.path, name))
		if err != nil || int64(len(data)) < d.read[name] {
			continue
		}
		fresh := data[d.read[name]:]
		fresh = fresh[:bytes.LastIndexByte(fresh, '\n')+1]
		d.read[name] += int64(len(fresh))
		all = append(all, lines[evidence.Progress](fresh)...)
	}
	return all
}

// ReadSystems are the systems that the test binary holds, each once.
func (d *Dir) ReadSystems() []Announced {
	var all []Announced
	for _, announced := range readLines[Announced](d, systemsSuffix) {
		if !slices.Contains(all, announced) {
			all = append(all, announced)
		}
	}
	return all
}

// ReadOutcomes are the outcomes of replays.
func (d *Dir) ReadOutcomes() []Outcome { return readLines[Outcome](d, replayedSuffix) }

// ReadBoxes are the calls that were being made. They mean something once the process is dead.
func (d *Dir) ReadBoxes() []Call {
	var calls []Call
	for _, name := range d.names(boxSuffix) {
		mem, err := os.ReadFile(filepath.Join(d.path, name))
		if err != nil {
			continue
		}
		if call, ok := readBox(name, mem); ok {
			calls = append(calls, call)
		}
	}
	return calls
}

// names are the files with a suffix, sorted.
func (d *Dir) names(suffix string) []string {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), suffix) {
			names = append(names, entry.Name())
		}
	}
	return names
}

func readLines[T any](d *Dir, suffix string) []T {
	var all []T
	for _, name := range d.names(suffix) {
		data, err := os.ReadFile(filepath.Join(d.path, name))
		if err == nil {
			all = append(all, lines[T](data)...)
		}
	}
	return all
}

// lines drops a line that does not parse: the process may have died while it wrote it.
func lines[T any](data []byte) []T {
	var all []T
	for line := range bytes.Lines(data) {
		var value T
		if json.Unmarshal(line, &value) == nil {
			all = append(all, value)
		}
	}
	return all
}
