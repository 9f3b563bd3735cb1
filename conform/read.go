package conform

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is how a file holds a history, one event a line.
type Format string

const (
	// JSONLines is the form of this package, for histories of one's own: {"process":"a","type":"invoke","op":"write","key":"x","value":3}.
	// type is invoke, ok (it was answered), fail (it certainly did not take effect), or info (nobody knows). op is read, write or cas on a
	// register, or get, put or append on a key-value store; key is left out where there is one object. The value of a write, put or
	// append is what is written, that of a cas is [old, new]; ok has the value that a read or get was answered, and true or false for a
	// cas. op and key need not be said again. What ends without an answer may take effect later, or never. The fields time and note are
	// skipped. The lines stand in the order in which things happened.
	JSONLines Format = "jsonl"
	// Jepsen is the log of Jepsen's etcd test: "INFO  jepsen.util - 3  :invoke  :cas  [3 0]". A :fail of a cas means that the register
	// held something else.
	Jepsen Format = "jepsen"
	// KV is the key-value log of porcupine's tests: {:process 1, :type :invoke, :f :get, :key "9", :value nil}.
	KV Format = "kv"
)

// Formats are all of them.
func Formats() []Format { return []Format{JSONLines, Jepsen, KV} }

// lineLenMax is how long a line may be, in bytes.
const lineLenMax = 1 << 20

// event is one line of a history.
type event struct {
	process, kind, op, key string
	keyed, valued          bool // whether the key and the value were said
	call                   any  // of an invoke, the operation
	result                 any  // of an ok
}

// The kinds of event.
const (
	invoked  = "invoke"
	answered = "ok"
	failed   = "fail"
	unknown  = "info"
)

// parser reads one line. It is given the operation that the process has in flight, which says how an answer is read.
type parser func(line []byte, inFlight func(process string) *Operation) (event, error)

// Parse reads a history from a file called name, line by line. What is wrong with the file is a *Problem that names the line.
func Parse(r io.Reader, name string, format Format) (History, error) {
	parse, ok := map[Format]parser{JSONLines: parseJSON, Jepsen: parseJepsen, KV: parseKV}[format]
	if !ok {
		return History{}, unknownFormat(format)
	}
	b := &builder{history: History{Name: name, unit: "line"}, inFlight: map[string]int{}, failed: map[int]bool{}}
	lines := bufio.NewReader(r)
	for {
		line, err := readLine(lines)
		if err == nil || len(line) > 0 {
			b.line++
		}
		if err != nil && err != io.EOF {
			return History{}, b.problem(err, "")
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := b.take(line, parse); err != nil {
				return History{}, b.problem(err, format)
			}
		}
		if err == io.EOF {
			return b.end()
		}
	}
}

func unknownFormat(format Format) error {
	var names []string
	for _, f := range Formats() {
		names = append(names, string(f))
	}
	return &Problem{Text: fmt.Sprintf("there is no format %q of histories; there are: %s", string(format), strings.Join(names, ", "))}
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := r.ReadSlice('\n')
		if len(line)+len(piece) > lineLenMax {
			return line, fmt.Errorf("the line is longer than %d bytes", lineLenMax)
		}
		line = append(line, piece...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// builder puts events together.
type builder struct {
	history  History
	line     int
	inFlight map[string]int // by process
	failed   map[int]bool   // operations that did not take effect
}

func (b *builder) problem(err error, format Format) error {
	p := &Problem{Name: b.history.Name, Line: b.line, Text: err.Error()}
	if text, hint, ok := strings.Cut(p.Text, "\nhint: "); ok {
		p.Text, p.Hint = text, hint
	} else if format != "" {
		p.Hint = samples[format]
	}
	return p
}

// samples show a line of each format.
var samples = map[Format]string{
	JSONLines: `a line is such as {"process":"a","type":"invoke","op":"write","value":3}`,
	Jepsen:    "a line is such as INFO  jepsen.util - 3  :invoke  :write  2",
	KV:        `a line is such as {:process 1, :type :invoke, :f :put, :key "x", :value "y"}`,
}

func (b *builder) take(line []byte, parse parser) error {
	e, err := parse(line, b.pending)
	if err != nil {
		return err
	}
	place, busy := b.inFlight[e.process]
	if e.kind == invoked {
		return b.invoke(e, place, busy)
	}
	if !busy {
		return fmt.Errorf("process %s ends an operation with %q, and has none in flight\nhint: each operation has an invoke before its end, and one end", show(e.process), e.kind)
	}
	o := &b.history.Operations[place]
	switch name := opName(o.Op); {
	case e.op != "" && e.op != name:
		return fmt.Errorf("process %s ends a %s, and what it has in flight is the %s of line %d", show(e.process), e.op, name, o.Invoked)
	case e.keyed && e.key != o.Key:
		return fmt.Errorf("process %s ends a %s of key %s, and what it has in flight is of key %s, invoked on line %d", show(e.process), name, show(e.key), show(o.Key), o.Invoked)
	}
	delete(b.inFlight, e.process)
	switch e.kind {
	case answered:
		o.Result, o.Returned = someResult(e.result), b.line
	case failed:
		b.failed[place] = true
	}
	return nil
}

func (b *builder) invoke(e event, place int, busy bool) error {
	sort := sorts[e.op]
	switch {
	case busy:
		return fmt.Errorf("process %s invokes a %s while its %s of line %d is in flight, expected one operation at a time\nhint: name processes apart, or end the first with %q where nobody knows what became of it",
			show(e.process), e.op, opName(b.history.Operations[place].Op), b.history.Operations[place].Invoked, unknown)
	case b.history.own != "" && sort != b.history.own:
		return fmt.Errorf("a %s is an operation of a %s, and those before it are of a %s, expected one sort in a history", e.op, sort, b.history.own)
	case len(b.history.Operations) == operationsMax:
		return fmt.Errorf("more than %d operations\nhint: judge shorter histories, one after another", operationsMax)
	}
	b.history.own = sort
	b.inFlight[e.process] = len(b.history.Operations)
	b.history.Operations = append(b.history.Operations, Operation{Process: e.process, Key: e.key, Op: e.call, Invoked: b.line})
	return nil
}

func (b *builder) pending(process string) *Operation {
	if place, ok := b.inFlight[process]; ok {
		return &b.history.Operations[place]
	}
	return nil
}

// end leaves out what did not take effect. What is in flight yet has no result.
func (b *builder) end() (History, error) {
	place := -1
	b.history.Operations = slices.DeleteFunc(b.history.Operations, func(Operation) bool { place++; return b.failed[place] })
	return b.history, b.history.check()
}
