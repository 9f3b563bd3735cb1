package evidence

import (
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"unicode/utf8"
)

const (
	// attrLenMax is how long a test attribute may be, in bytes: test2json cuts lines at 4096, and the test's name is in them too.
	attrLenMax = 3000
	// pieceLenMax leaves room for the number of the piece.
	pieceLenMax = attrLenMax - 64
)

// AttrKey is the key of the test attributes that carry evidence, the same for every technique.
const AttrKey = "assay"

// Leave lets a message leave the test that t is, as its attributes.
func Leave(t interface{ Attr(key, value string) }, m Message) {
	for _, piece := range Attrs(m) {
		t.Attr(AttrKey, piece)
	}
}

// Attrs is a message as the values of test attributes, in the order in which they must be emitted. Each is one line of at most 3000
// bytes: "1/3 9f86d081 " (which piece of how many, of which message), a piece of the JSON, and a bar, since white space at the end
// does not survive test2json (TestAttrsThroughGoTest). A message that is no valid one
// becomes an Error that says so, so that it cannot get lost.
func Attrs(m Message) []string {
	text, err := marshal(m)
	if err != nil {
		text, err = marshal(Message{Error: &Problem{Text: strings.ToValidUTF8(err.Error(), "?")}})
		if err != nil {
			panic(fmt.Sprintf("evidence: a problem cannot be encoded: %v", err))
		}
	}
	pieces := split(string(text))
	sum := crc32.ChecksumIEEE(text)
	for i, piece := range pieces {
		pieces[i] = fmt.Sprintf("%d/%d %08x %s|", i+1, len(pieces), sum, piece)
	}
	return pieces
}

// split cuts a text into pieces of at most pieceLenMax bytes, between characters.
func split(s string) []string {
	var pieces []string
	for len(s) > pieceLenMax {
		end := pieceLenMax
		for !utf8.RuneStart(s[end]) {
			end--
		}
		pieces, s = append(pieces, s[:end]), s[end:]
	}
	return append(pieces, s)
}

// Joiner puts messages together again from the attributes of one test. The zero Joiner is ready.
type Joiner struct {
	text strings.Builder
	have int
	of   int
	sum  uint32
}

// Add takes the next attribute. It answers a message when that was the last piece of one, and nil when more are to come. A piece
// that does not follow the one before it is an error and so is a message that is not what was sent: what is missing is never
// passed over. After an error the Joiner goes on with the next message; where that is whole already, it is answered with the error.
func (j *Joiner) Add(value string) (*Message, error) {
	number, of, sum, piece, err := parsePiece(value)
	if err != nil {
		j.reset()
		return nil, err
	}
	if number != j.have+1 || j.have > 0 && (of != j.of || sum != j.sum) {
		err = fmt.Errorf("evidence: piece %d of %d follows piece %d of %d, expected the next piece of one message", number, of, j.have, j.of)
		j.reset()
		if number != 1 {
			return nil, err
		}
	}
	j.have, j.of, j.sum = number, of, sum
	j.text.WriteString(piece)
	if j.have < j.of {
		return nil, err
	}
	defer j.reset()
	m, own := j.message()
	return m, errors.Join(err, own)
}

// Close says whether the last message is whole.
func (j *Joiner) Close() error {
	if j.have == 0 {
		return nil
	}
	return fmt.Errorf("evidence: the attributes end after piece %d of %d\nhint: the test may have died while it wrote", j.have, j.of)
}

func (j *Joiner) message() (*Message, error) {
	text := j.text.String()
	if sum := crc32.ChecksumIEEE([]byte(text)); sum != j.sum {
		return nil, fmt.Errorf("evidence: a message of %d pieces has the checksum %08x, expected %08x", j.of, sum, j.sum)
	}
	m, err := unmarshal([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	return &m, nil
}

func (j *Joiner) reset() { *j = Joiner{} }

func parsePiece(value string) (number, of int, sum uint32, piece string, err error) {
	head, rest, ok1 := strings.Cut(value, " ")
	hash, rest, ok2 := strings.Cut(rest, " ")
	piece, ok3 := strings.CutSuffix(rest, "|")
	n, scanErr := fmt.Sscanf(head+" "+hash, "%d/%d %08x", &number, &of, &sum)
	switch {
	case !ok1 || !ok2 || !ok3 || n != 3 || scanErr != nil:
		err = errors.New("evidence: an attribute that is no piece of a message, expected one such as \"1/3 9f86d081 {...|\"")
	case number < 1 || number > of || of > messageLenMax/pieceLenMax+1:
		err = fmt.Errorf("evidence: piece %d of %d", number, of)
	}
	return number, of, sum, piece, err
}
