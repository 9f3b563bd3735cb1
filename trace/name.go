package trace

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stepsLenMax is how many steps a trace may have: no shortest counterexample comes near it.
const stepsLenMax = 1 << 20

// String is the name as it stands on a command line, in a file and in an address: lock/forgetful@k3f9:0.0.2.0.1.0. A number that
// is not known is a question mark; what is no letter, digit or one of -_./+~ in the system's name is escaped as in a URL.
func (n Name) String() string {
	var b strings.Builder
	b.WriteString(escapeName(n.System))
	if n.Digest != "" {
		b.WriteString("@" + escapeName(n.Digest))
	}
	b.WriteByte(':')
	var parts []string
	if n.Initial > 0 {
		parts = append(parts, "i"+strconv.Itoa(n.Initial))
	}
	for _, number := range n.Numbers {
		parts = append(parts, numberText(number))
	}
	b.WriteString(strings.Join(parts, "."))
	return b.String()
}

// ParseName reads what Name.String wrote. A name without a digest is allowed: a person may not care which version it was.
func ParseName(s string) (Name, error) {
	colon := strings.LastIndexByte(s, ':')
	if colon < 0 {
		return Name{}, nameError(s, "it has no colon before the step numbers")
	}
	system, digest, _ := cutLast(s[:colon], '@')
	n := Name{}
	var ok1, ok2 bool
	n.System, ok1 = unescapeName(system)
	n.Digest, ok2 = unescapeName(digest)
	if !ok1 || !ok2 {
		return Name{}, nameError(s, "a % in it is not followed by two hexadecimal digits")
	}
	if n.System == "" {
		return Name{}, nameError(s, "it names no system")
	}
	return n, n.parseNumbers(s, s[colon+1:])
}

func (n *Name) parseNumbers(name, list string) error {
	if list == "" {
		return nil
	}
	parts := strings.Split(list, ".")
	if len(parts) > stepsLenMax+1 {
		return fmt.Errorf("trace: a name of %d numbers, expected at most %d", len(parts), stepsLenMax)
	}
	if rest, ok := strings.CutPrefix(parts[0], "i"); ok {
		initial, ok := parseNumber(rest)
		if !ok || initial == NumberUnknown {
			return nameError(name, fmt.Sprintf("%q is no initial state", parts[0]))
		}
		n.Initial, parts = initial, parts[1:]
	}
	for _, part := range parts {
		number, ok := parseNumber(part)
		if !ok {
			return nameError(name, fmt.Sprintf("%q is no step number", part))
		}
		n.Numbers = append(n.Numbers, number)
	}
	return nil
}

func nameError(name, what string) error {
	if len(name) > 200 {
		name = name[:200] + "…"
	}
	return fmt.Errorf("trace: name %q: %s\nhint: a name is system@digest:numbers, as in lock/forgetful@k3f9:0.0.2.0.1.0", name, what)
}

func numberText(number int) string {
	if number < 0 {
		return "?"
	}
	return strconv.Itoa(number)
}

func parseNumber(s string) (int, bool) {
	if s == "?" {
		return NumberUnknown, true
	}
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	number, err := strconv.Atoi(s)
	return number, err == nil
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func escapeName(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		valid := r != utf8.RuneError || size > 1
		if valid && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_./+~", r)) {
			b.WriteRune(r)
		} else {
			for _, c := range []byte(s[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		i += size
	}
	return b.String()
}

func unescapeName(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+3 > len(s) {
			return "", false
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String(), true
}
