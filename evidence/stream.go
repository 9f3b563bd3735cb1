package evidence

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// messageLenMax is how long one message may be, in bytes.
const messageLenMax = 64 << 20

// Encoder writes a stream: one JSON object per line, a Config first.
type Encoder struct {
	w     io.Writer
	begun bool
}

// NewEncoder makes an Encoder that writes to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Encode writes one message, with a single call of Write.
func (e *Encoder) Encode(m Message) error {
	line, err := marshal(m)
	if err != nil {
		return err
	}
	if !e.begun && m.Config == nil {
		return fmt.Errorf("evidence: the first message is %s, expected config", m.set()[0])
	}
	if e.begun && m.Config != nil {
		return errors.New("evidence: a second config, expected one at the start of the stream")
	}
	e.begun = true
	_, err = e.w.Write(append(line, '\n'))
	return err
}

// Decoder reads a stream, and refuses one that it might misread.
type Decoder struct {
	r     *bufio.Reader
	begun bool
	line  int
}

// NewDecoder makes a Decoder that reads from r.
func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: bufio.NewReader(r)} }

// Decode is the next message, or io.EOF after the last one. A stream without even a Config ends with io.ErrUnexpectedEOF.
// Fields that this version does not know are skipped; a message of no known kind is an error.
func (d *Decoder) Decode() (Message, error) {
	line, err := d.next()
	if err == io.EOF && !d.begun {
		return Message{}, fmt.Errorf("evidence: the stream is empty, expected config: %w", io.ErrUnexpectedEOF)
	}
	if err != nil {
		return Message{}, err
	}
	m, err := unmarshal(line)
	if err == nil {
		err = d.judge(m)
	}
	if err != nil {
		return Message{}, fmt.Errorf("evidence: line %d: %w", d.line, err)
	}
	d.begun = true
	return m, nil
}

func (d *Decoder) judge(m Message) error {
	switch {
	case d.begun && m.Config != nil:
		return errors.New("a second config, expected one at the start of the stream")
	case !d.begun && m.Config == nil:
		return fmt.Errorf("the first message is %s, expected config\nhint: this is no evidence stream, or its start is missing", m.set()[0])
	case m.Config != nil && m.Config.Protocol != Protocol:
		return fmt.Errorf("protocol %d, expected %d\nhint: the stream was written by another version of assay (%q)", m.Config.Protocol, Protocol, m.Config.Version)
	}
	return nil
}

// next is the next line that is not blank.
func (d *Decoder) next() ([]byte, error) {
	for {
		line, err := readLine(d.r)
		if len(line) > 0 || err == nil {
			d.line++
		}
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("evidence: line %d: %w", d.line, err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := r.ReadSlice('\n')
		line = append(line, piece...)
		if len(line) > messageLenMax {
			return nil, fmt.Errorf("a message of more than %d bytes", messageLenMax)
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// marshal is one line of JSON, without the line break. Characters such as > stand as they are.
func marshal(m Message) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(m); err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	if b.Len() > messageLenMax {
		return nil, fmt.Errorf("evidence: a message of %d bytes, expected at most %d", b.Len(), messageLenMax)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func unmarshal(line []byte) (Message, error) {
	var m Message
	if err := json.Unmarshal(line, &m); err != nil {
		return Message{}, err
	}
	return m, m.check()
}

// set names the fields that are set.
func (m Message) set() []string {
	var names []string
	add := func(is bool, name string) {
		if is {
			names = append(names, name)
		}
	}
	add(m.Config != nil, "config")
	add(m.Progress != nil, "progress")
	add(m.Evidence != nil, "evidence")
	add(m.Sweep != nil, "sweep")
	add(m.Series != nil, "series")
	add(m.Error != nil, "error")
	add(m.Summary != nil, "summary")
	return names
}

func (m Message) check() error {
	if names := m.set(); len(names) != 1 {
		return fmt.Errorf("a message with %d fields set %v, expected exactly one of config, progress, evidence, sweep, series, error, summary", len(names), names)
	}
	if m.Evidence != nil {
		return m.Evidence.Verdict.check()
	}
	return nil
}
