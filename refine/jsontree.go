package refine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A jsonNode is one value of a JSON text, with everything that encoding/json forgets: the order of keys, and keys that come twice.
type jsonNode struct {
	kind byte // { [ " 0 t or n, by how it begins
	raw  []byte
	text string      // of a string
	keys []string    // of an object
	kids []*jsonNode // of an object and of a list
}

// shown is the node for messages.
func (n *jsonNode) shown() string {
	switch n.kind {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return shown(n.text)
	}
	return cut(string(n.raw), shownBytesMax)
}

// readJSON reads one value, and refuses all that is not JSON.
func readJSON(data []byte) (*jsonNode, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("text that is not valid UTF-8")
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("%w at byte %d", err, syntax.Offset)
		}
		return nil, err
	}
	r := jsonReader{data: whole, tokens: json.NewDecoder(bytes.NewReader(whole))}
	r.tokens.UseNumber()
	return r.read(0)
}

// A jsonReader reads a text that is known to be JSON.
type jsonReader struct {
	data   []byte
	tokens *json.Decoder
}

func (r jsonReader) read(depth int) (*jsonNode, error) {
	if depth > depthMax {
		return nil, fmt.Errorf("%w: more than %d levels", errDeep, depthMax)
	}
	start := r.tokens.InputOffset()
	token, err := r.tokens.Token()
	if err != nil {
		return nil, err
	}
	start += int64(len(r.data[start:]) - len(bytes.TrimLeft(r.data[start:], " \t\r\n,:")))
	n := &jsonNode{}
	switch token := token.(type) {
	case json.Delim:
		n.kind = byte(token)
		err = r.members(n, depth)
	case string:
		n.kind, n.text = '"', token
	case json.Number:
		n.kind = '0'
	case bool:
		n.kind = 't'
	case nil:
		n.kind = 'n'
	}
	n.raw = r.data[start:r.tokens.InputOffset()]
	if n.kind == '"' && lonely(n.raw) {
		return nil, fmt.Errorf("%s has half of a surrogate pair", cut(string(n.raw), shownBytesMax))
	}
	return n, err
}

func (r jsonReader) members(n *jsonNode, depth int) error {
	for r.tokens.More() {
		if n.kind == '{' {
			key, err := r.read(depth)
			if err != nil {
				return err
			}
			n.keys = append(n.keys, key.text)
		}
		kid, err := r.read(depth + 1)
		if err != nil {
			return err
		}
		n.kids = append(n.kids, kid)
	}
	_, err := r.tokens.Token()
	return err
}

// lonely says whether a string in JSON escapes half of a surrogate pair, which encoding/json reads as another character.
func lonely(raw []byte) bool {
	high := false // whether the escape just before was the first half
	for i := 0; i < len(raw); i++ {
		unit := int64(0)
		if raw[i] == '\\' {
			i++
			if raw[i] == 'u' {
				unit, _ = strconv.ParseInt(string(raw[i+1:i+5]), 16, 32)
				i += 4
			}
		}
		low := 0xdc00 <= unit && unit <= 0xdfff
		if high != low {
			return true
		}
		high = 0xd800 <= unit && unit <= 0xdbff
	}
	return false
}

// repeated gives the keys of an object that came before, or where folds is set differ from one before in case alone.
func (n *jsonNode) repeated(folds bool, report func(i int, before string)) {
	seen := make(map[string]string, len(n.keys))
	for i, key := range n.keys {
		name := key
		if folds {
			name = folded(key)
		}
		if before, ok := seen[name]; ok {
			report(i, before)
			continue
		}
		seen[name] = key
	}
}

// folded is the same for all texts that encoding/json takes for one name of a field.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}
